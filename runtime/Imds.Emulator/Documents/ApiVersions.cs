using Imds.Emulator.Http;

namespace Imds.Emulator.Documents;

/// <summary>Every api-version there has been. Scheduled events has a line of its own.</summary>
internal static class ApiVersions
{
    /// <summary>What a host knows unless told otherwise.</summary>
    public const string NewestDocumented = "2025-04-07";

    /// <summary>Those in the documents, and after them those that have been seen in use alone.</summary>
    public static readonly VersionLine Service = new(
    [
        "2017-03-01", "2017-04-02", "2017-08-01", "2017-10-01", "2017-12-01",
        "2018-02-01", "2018-04-02", "2018-10-01",
        "2019-02-01", "2019-03-11", "2019-04-30", "2019-06-01", "2019-06-04", "2019-08-01", "2019-08-15", "2019-11-01",
        "2020-06-01", "2020-07-15", "2020-09-01", "2020-10-01", "2020-12-01",
        "2021-01-01", "2021-02-01", "2021-03-01", "2021-05-01", "2021-08-01", "2021-10-01", "2021-11-01", "2021-11-15", "2021-12-13",
        "2023-07-01", "2023-11-15",
        "2024-03-15", "2024-07-17",
        NewestDocumented,
        "2025-07-24", "2025-11-11", "2025-11-15",
    ]);

    public static readonly VersionLine ScheduledEvents = new(
    [
        "2017-03-01", "2017-08-01", "2017-11-01", "2019-01-01", "2019-04-01", "2019-08-01", "2020-07-01",
    ]);

    /// <summary>Later than any version: an end that leaves a line whole.</summary>
    public const string End = "9999-12-31";
}
