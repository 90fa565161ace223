using System.Globalization;

namespace Imds.Tool.Specs;

/// <summary>The api-versions that documents of the service name, in order.</summary>
internal static class KnownVersions
{
    /// <summary>The oldest that has an instance document.</summary>
    public const string Oldest = "2017-04-02";

    public const string Instance = "instance";

    public const string ScheduledEvents = "scheduledevents";

    private static readonly ILookup<string, string> Lines = CsvTable.Read("api-versions.csv")
        .ToLookup(row => row["line"], row => row["version"]);

    /// <summary>Those of the instance document and of most endpoints.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Lines[Instance]];

    /// <summary>The newest of them.</summary>
    public static string Newest => All[^1];

    /// <summary>Those of an endpoint's line.</summary>
    public static IReadOnlyList<string> Of(string line) => [.. Lines[line]];

    /// <summary>Checks a version that somebody wrote.</summary>
    /// <exception cref="CommandException">It is not a version of any line.</exception>
    public static string Known(string text)
    {
        if (CsvTable.Read("api-versions.csv").Concat(CsvTable.Read("observed-api-versions.csv")).Any(row => row["version"] == text))
        {
            return text;
        }

        var before = All.LastOrDefault(version => string.CompareOrdinal(version, text) < 0);
        var after = All.FirstOrDefault(version => string.CompareOrdinal(version, text) > 0);
        var near = string.Join(" and ", new[] { before, after }.Where(version => version is not null));
        var isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        throw new CommandException(ExitCode.Usage, isDate
            ? $"There is no api-version {text}; the nearest are {near}."
            : $"'{text}' is not an api-version: write a date such as {Newest}.");
    }
}
