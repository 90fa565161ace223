using Imds.Generators.Versions;

namespace Imds.Generators.Emit;

/// <summary>What each api-version brought, for people: endpoints, and fields of endpoints that were there already.</summary>
internal sealed class Arrivals
{
    private readonly Dictionary<ApiVersion, SortedSet<string>> _arrivals = [];
    private readonly HashSet<(string Endpoint, ApiVersion Version)> _endpoints = [];

    private Arrivals(VersionView all)
    {
        AddEndpoints(all.Roots);
        foreach (var record in all.Records.Where(record => record.Line == VersionLine.Instance))
        {
            foreach (var field in record.Fields)
            {
                foreach (var id in field.Ids)
                {
                    AddField(id, field.Availability);
                }
            }
        }
    }

    public static Arrivals Of(ServiceView service) => new(service.All);

    /// <summary>The endpoints and field paths, without those inside others that came along.</summary>
    public IReadOnlyList<string> At(ApiVersion version)
    {
        if (!_arrivals.TryGetValue(version, out var all))
        {
            return [];
        }

        return [.. all.Where(path => !all.Any(other => IsInside(path, other)))];
    }

    private static bool IsInside(string path, string other) =>
        path.Length > other.Length && path.StartsWith(other, StringComparison.Ordinal) && path[other.Length] is ('.' or '[');

    private void AddEndpoints(EquatableArray<RouteView> routes)
    {
        foreach (var route in routes)
        {
            if (route.Kind == RouteKind.Group)
            {
                AddEndpoints(route.Children);
            }
            else if (route.IsVersioned && route.Line == VersionLine.Instance)
            {
                foreach (var version in Starts(route.Availability))
                {
                    _endpoints.Add((route.Template.ToString(), version));
                    Add(version, route.Template.ToString());
                }
            }
        }
    }

    private void AddField(FieldId id, Availability availability)
    {
        var endpoint = id.Document.Endpoint.ToString();
        foreach (var version in Starts(availability).Where(version => !_endpoints.Contains((endpoint, version))))
        {
            Add(version, id.Document == DocumentId.Instance ? id.Path.ToString() : $"{endpoint}: {id.Path}");
        }
    }

    private void Add(ApiVersion version, string text)
    {
        if (!_arrivals.TryGetValue(version, out var known))
        {
            _arrivals.Add(version, known = new SortedSet<string>(StringComparer.Ordinal));
        }

        known.Add(text);
    }

    private static IEnumerable<ApiVersion> Starts(Availability availability) =>
        availability.Ranges.Select(range => range.Introduced).Where(version => version != default);
}
