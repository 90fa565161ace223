using Imds.Generators.Primitives;

namespace Imds.Tool.Service;

/// <summary>What somebody asks for: a place in the document of an endpoint.</summary>
/// <param name="Endpoint">The endpoint, such as <c>instance</c>; empty for the service itself, above all endpoints.</param>
/// <param name="Segments">The names and indexes below it; <c>*</c> is every element.</param>
internal sealed record Route(string Endpoint, IReadOnlyList<string> Segments)
{
    private const string Instance = "instance";
    private const string Compute = "compute";

    /// <summary>
    /// Reads a route in the ways in which people write one: <c>/metadata/instance/compute/vmId</c>, <c>instance/compute/vmId</c>,
    /// <c>compute.vmId</c>, <c>network.interface[0].macAddress</c>, or <c>vmId</c> alone.
    /// </summary>
    /// <exception cref="CommandException">It leads to no endpoint.</exception>
    public static Route Parse(string text)
    {
        var path = (text.Split('?')[0] is var bare && bare.Contains("/metadata/", StringComparison.Ordinal)
            ? bare[(bare.IndexOf("/metadata/", StringComparison.Ordinal) + 10)..] : bare)
            .Trim('/');
        if (path is "" or "metadata")
        {
            return new Route("", []);
        }

        var segments = path
            .Split(path.Contains('/', StringComparison.Ordinal) ? ['/', '[', ']'] : ['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0)
        {
            return new Route("", []);
        }

        foreach (var endpoint in Endpoints.Paths)
        {
            var parts = endpoint.Split('/');
            if (segments.Length >= parts.Length && segments.Take(parts.Length).SequenceEqual(parts, StringComparer.OrdinalIgnoreCase))
            {
                return new Route(endpoint, segments[parts.Length..]);
            }
        }

        if (Endpoints.Paths.Where(endpoint => endpoint.StartsWith(segments[0] + "/", StringComparison.OrdinalIgnoreCase))
            .ToList() is { Count: > 0 } below)
        {
            throw new CommandException(ExitCode.NotThere, $"'{text}' is no endpoint; below it are {string.Join(" and ", below)}.");
        }

        // What most people ask for needs no more than its name.
        return segments[0] is Compute or "network" ? new Route(Instance, segments) : new Route(Instance, [Compute, .. segments]);
    }

    /// <summary>The first so many segments, as the service takes them in a URL.</summary>
    public string Url(int count) => string.Join('/', Segments.Take(count).Select(Uri.EscapeDataString).Prepend(Endpoint));

    public override string ToString() => string.Join('/', Segments.Prepend(Endpoint));
}
