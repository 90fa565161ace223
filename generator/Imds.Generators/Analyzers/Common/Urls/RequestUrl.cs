using Imds.Generators.Analyzers.Common.Strings;

namespace Imds.Generators.Analyzers.Common.Urls;

/// <summary>A part of an address.</summary>
internal readonly record struct UrlPart(string Value, int Start)
{
    public int End => Start + Value.Length;

    public bool HasHole => Value.IndexOf(StringValue.Hole) >= 0;
}

/// <param name="Whole">The name, the equals sign and the value.</param>
internal readonly record struct QueryParameter(UrlPart Name, UrlPart Value, UrlPart Whole);

/// <summary>The address of what is clearly a request to IMDS, taken apart.</summary>
internal sealed class RequestUrl
{
    public const string VersionParameter = "api-version";
    public const string FormatParameter = "format";

    private const string Address = "169.254.169.254";
    private const string Root = "metadata";

    private RequestUrl(StringValue text, UrlPart scheme, IReadOnlyList<UrlPart> segments, IReadOnlyList<QueryParameter> parameters,
        int pathEnd, bool hasQuery) =>
        (Text, Scheme, Segments, Parameters, PathEnd, HasQuery) = (text, scheme, segments, parameters, pathEnd, hasQuery);

    public StringValue Text { get; }

    /// <summary>Empty where the text does not begin with the service's address.</summary>
    public UrlPart Scheme { get; }

    public bool IsAbsolute => Scheme.Value.Length > 0;

    /// <summary>The segments of the path below <c>/metadata</c>.</summary>
    public IReadOnlyList<UrlPart> Segments { get; }

    public IReadOnlyList<QueryParameter> Parameters { get; }

    public int PathEnd { get; }

    public bool HasQuery { get; }

    /// <summary>Whether run time may add parameters that the text does not show.</summary>
    public bool QueryIsOpen => Parameters.Any(parameter => parameter.Name.HasHole);

    public string Route => string.Join("/", Segments.Select(segment => segment.Value.Replace(StringValue.Hole.ToString(), "{…}")));

    public QueryParameter? Find(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (string.Equals(parameter.Name.Value, name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>Whether a text is the service's address, with any part of a path.</summary>
    public static bool IsBase(StringValue text) => text.Value.IndexOf(StringValue.Hole) < 0 && text.Value.IndexOf('?') < 0
        && Uri.TryCreate(text.Value, UriKind.Absolute, out var address) && address.Host == Address;

    /// <summary>Whether a text could be the beginning of one, or is no address at all.</summary>
    public static bool CouldBeBase(string text) => text.IndexOf("://", StringComparison.Ordinal) is var scheme
        && (scheme < 0 || string.CompareOrdinal(text, scheme + 3, Address, 0, Math.Min(Address.Length, text.Length - scheme - 3)) == 0);

    /// <summary>Null for any other text, such as one for another service at the same address.</summary>
    /// <param name="endpoints">The first segments of the service's routes.</param>
    public static RequestUrl? Read(StringValue text, IReadOnlyCollection<string> endpoints)
    {
        var value = text.Value;
        if (value.IndexOf(Root, StringComparison.OrdinalIgnoreCase) < 0 || PathStart(value, out var scheme) is not { } start)
        {
            return null;
        }

        var end = value.IndexOfAny(['?', '#'], start);
        if (end < 0)
        {
            end = value.Length;
        }

        var segments = Split(value, start, end, '/').Where(segment => segment.Value.Length > 0).ToList();
        if (segments.Count < 2 || !string.Equals(segments[0].Value, Root, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        segments.RemoveAt(0);

        var first = segments[0].Value;
        var isEndpoint = endpoints.Contains(first, StringComparer.OrdinalIgnoreCase);
        var isNear = segments[0].HasHole
            ? value.IndexOf(VersionParameter + "=", end, StringComparison.OrdinalIgnoreCase) >= 0
            : isEndpoint || Nearest.To(first, endpoints) is not null;
        if (!isEndpoint && (scheme.Value.Length == 0 || !isNear))
        {
            return null;
        }

        var hasQuery = end < value.Length && value[end] == '?';
        var queryEnd = hasQuery && value.IndexOf('#', end) is var fragment and >= 0 ? fragment : value.Length;
        var parameters = hasQuery ? ReadParameters(value, end + 1, queryEnd) : [];
        return new RequestUrl(text, scheme, segments, parameters, end, hasQuery);
    }

    /// <summary>The parameters of a text that is a query string alone.</summary>
    public static IReadOnlyList<QueryParameter> ReadQuery(StringValue text)
    {
        var start = text.Value.StartsWith("?", StringComparison.Ordinal) ? 1 : 0;
        return ReadParameters(text.Value, start, text.Value.Length);
    }

    /// <summary>Where the path begins, of a text with the service's address, without any, or with one that run time puts in.</summary>
    private static int? PathStart(string value, out UrlPart scheme)
    {
        scheme = new UrlPart("", 0);
        var separator = value.IndexOf("://", StringComparison.Ordinal);
        if (separator is 4 or 5 && value.Substring(0, separator).ToLowerInvariant() is "http" or "https")
        {
            var host = separator + 3;
            var path = value.IndexOf('/', host);
            if (path < 0)
            {
                return null;
            }

            var authority = value.Substring(host, path - host);
            if (authority == Address || authority == Address + ":80" || authority == Address + ":443")
            {
                scheme = new UrlPart(value.Substring(0, separator), 0);
                return path;
            }
            return authority.Length > 0 && authority[0] == StringValue.Hole ? path : null;
        }
        var root = value.IndexOf(Root + "/", StringComparison.OrdinalIgnoreCase);
        if (root < 0)
        {
            return null;
        }

        for (var i = 0; i < root; i++)
        {
            if (value[i] is not ('/' or ':' or StringValue.Hole))
            {
                return null;
            }
        }

        return root;
    }

    private static List<QueryParameter> ReadParameters(string value, int start, int end)
    {
        var parameters = new List<QueryParameter>(2);
        foreach (var whole in Split(value, start, end, '&'))
        {
            if (whole.Value.Length == 0)
            {
                continue;
            }

            var equals = whole.Value.IndexOf('=');
            var name = equals < 0 ? whole : new UrlPart(whole.Value.Substring(0, equals), whole.Start);
            var content = equals < 0
                ? new UrlPart("", whole.End) : new UrlPart(whole.Value.Substring(equals + 1), whole.Start + equals + 1);
            parameters.Add(new QueryParameter(name, content, whole));
        }
        return parameters;
    }

    private static IEnumerable<UrlPart> Split(string value, int start, int end, char separator)
    {
        while (start <= end)
        {
            var next = value.IndexOf(separator, start, end - start);
            if (next < 0)
            {
                next = end;
            }

            yield return new UrlPart(value.Substring(start, next - start), start);
            start = next + 1;
        }
    }
}
