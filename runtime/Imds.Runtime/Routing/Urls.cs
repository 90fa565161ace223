namespace Imds.Runtime.Routing;

/// <summary>Makes the URLs of calls. Nothing else puts a query together, so no parameter can come in twice.</summary>
internal sealed class Urls(string endpoint)
{
    private readonly string _start = endpoint + "/";

    // Nearly all calls ask for the same version, so how their URLs end is made once.
    private volatile Ends _ends = new("");

    public string Of(string template, RouteIndexes indexes, bool text, string query, string apiVersion)
    {
        var ends = _ends;
        if (ends.ApiVersion != apiVersion)
        {
            _ends = ends = new Ends(apiVersion);
        }

        var end = text ? ends.Text : ends.Json;
        if (query.Length > 0)
        {
            end = string.Concat(end, end.Length == 0 ? "?" : "&", query);
        }

        return RouteText.Join(_start, template, indexes, end);
    }

    private sealed class Ends(string apiVersion)
    {
        public string ApiVersion { get; } = apiVersion;

        public string Json { get; } = apiVersion.Length == 0 ? "" : "?api-version=" + apiVersion;

        public string Text { get; } = apiVersion.Length == 0 ? "?format=text" : $"?api-version={apiVersion}&format=text";
    }
}
