using Imds.Emulator.Faults;

namespace Imds.Emulator;

/// <summary>The faults to come. Each request takes the first that is meant for it and not used up.</summary>
public sealed class ImdsFaultList
{
    /// <summary>Stands for every endpoint.</summary>
    public const string All = "all";

    private const string Root = "/metadata/";

    private readonly IReadOnlyList<string> _endpoints;
    private readonly List<Rule> _rules = [];

    internal ImdsFaultList(IReadOnlyList<string> endpoints) => _endpoints = endpoints;

    /// <summary>Lets the next requests to an endpoint fail.</summary>
    /// <param name="endpoint">An endpoint, as <c>instance</c> or <c>identity/oauth2/token</c>, a route below one, as
    /// <c>instance/compute/vmId</c>, or <see cref="All"/>.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="count">For how many requests; for all that come, unless given.</param>
    /// <exception cref="ArgumentException">There is no such endpoint, or the fault cannot occur there.</exception>
    public void Add(string endpoint, ImdsFault fault, int count = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(endpoint);
        endpoint = endpoint.Trim('/');
        if (endpoint != All && !_endpoints.Any(known => IsAtOrBelow(endpoint, known)))
        {
            throw Senseless.Argument(
                $"There is no endpoint '{endpoint}'. There are: {string.Join(", ", _endpoints)}, and {All} for every one.",
                nameof(endpoint));
        }

        if (fault is AttestedFault && endpoint != AttestedFault.Endpoint)
        {
            throw Senseless.Argument($"Only {AttestedFault.Endpoint} can have a defect of attested documents, not '{endpoint}'.",
                nameof(endpoint));
        }

        if (fault is StaleVersionsFault && endpoint != StaleVersionsFault.Endpoint)
        {
            throw Senseless.Argument($"Only {StaleVersionsFault.Endpoint} can have a stale list of versions, not '{endpoint}'.",
                nameof(endpoint));
        }

        lock (_rules)
        {
            _rules.Add(new Rule(endpoint, fault, count));
        }
    }

    /// <summary>From now on nothing goes wrong.</summary>
    public void Clear()
    {
        lock (_rules)
        {
            _rules.Clear();
        }
    }

    /// <summary>What is still to go wrong, in the order in which it does.</summary>
    internal IReadOnlyList<EmulatedFault> ToList()
    {
        lock (_rules)
        {
            return [.. _rules.Select(rule => new EmulatedFault(rule.Endpoint, rule.Fault, rule.Left))];
        }
    }

    /// <summary>The fault of a request to this path, used up by asking.</summary>
    internal ImdsFault? Take(string path)
    {
        path = path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : path;
        lock (_rules)
        {
            var index = _rules.FindIndex(rule => rule.Endpoint == All || IsAtOrBelow(path, rule.Endpoint));
            if (index < 0)
            {
                return null;
            }

            var rule = _rules[index];
            if (rule.Left == 1)
            {
                _rules.RemoveAt(index);
            }
            else if (rule.Left < int.MaxValue)
            {
                _rules[index] = rule with { Left = rule.Left - 1 };
            }

            return rule.Fault;
        }
    }

    private static bool IsAtOrBelow(string path, string endpoint) =>
        path == endpoint || path.StartsWith(endpoint + "/", StringComparison.Ordinal);

    private sealed record Rule(string Endpoint, ImdsFault Fault, int Left);
}
