using Imds.CompilerServices;
using Imds.Tool.Specs;

namespace Imds.Tool.Service;

/// <summary>The endpoints of the service, and how each behaves, as the specs say it.</summary>
internal static class Endpoints
{
    private static readonly List<CsvTable.Row> Rows = [.. CsvTable.Read("endpoints.csv")];

    public static IEnumerable<string> Paths => Rows.Select(row => row["endpoint"]);

    /// <summary>The version that brought it; empty where it has always been there.</summary>
    public static string IntroducedOf(string path) => Row(path)["introduced"];

    /// <summary>The endpoint at its path.</summary>
    /// <param name="path">Below <c>/metadata/</c>.</param>
    /// <param name="version">The version that must be asked for; null to fall back from the newest.</param>
    public static ImdsEndpoint At(string path, string? version)
    {
        var row = Row(path);
        var endpoint = new ImdsEndpoint(path)
        {
            Limits = row["limits"] == "identity" ? ImdsRequestLimits.Identity : ImdsRequestLimits.General,
            BypassParameter = NullIfEmpty(row["bypass"]),
            ExclusiveParameters = Words(row["exclusive"]),
            IsSlow = row["speed"] == "slow",
            PassingRefusals = [.. Words(row["passing"]).Select(int.Parse)],
            Members = Words(row["members"]),
            MayBeEmpty = row["content"] == "optional",
            NotFound = NullIfEmpty(row["notfound"]),
        };
        if (row["line"].Length == 0)
        {
            endpoint.ApiVersion = "";
        }
        else if (row["line"] != KnownVersions.Instance)
        {
            // Its first version was a preview, with a document of another shape.
            var versions = KnownVersions.Of(row["line"]).Where(known => string.CompareOrdinal(known, row["introduced"]) >= 0).ToList();
            endpoint.ApiVersion = version ?? versions[^1];
            endpoint.OlderVersions = version is null ? versions[..^1] : [];
        }

        return endpoint;
    }

    private static CsvTable.Row Row(string path) => Rows.Find(row => row["endpoint"] == path);

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string? NullIfEmpty(string cell) => cell.Length == 0 ? null : cell;
}
