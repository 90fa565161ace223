namespace Imds.Testing;

/// <summary>The versions of the service, written down a second time.</summary>
public static class ServiceVersions
{
    public static readonly string[] All = """
        2017-03-01 2017-04-02 2017-08-01 2017-10-01 2017-12-01
        2018-02-01 2018-04-02 2018-10-01
        2019-02-01 2019-03-11 2019-04-30 2019-06-01 2019-06-04 2019-08-01 2019-08-15 2019-11-01
        2020-06-01 2020-07-15 2020-09-01 2020-10-01 2020-12-01
        2021-01-01 2021-02-01 2021-03-01 2021-05-01 2021-08-01 2021-10-01 2021-11-01 2021-11-15 2021-12-13
        2023-07-01 2023-11-15 2024-03-15 2024-07-17 2025-04-07
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Those that no document has, and that have been seen in use.</summary>
    public static readonly string[] Observed = ["2025-07-24", "2025-11-11", "2025-11-15"];

    /// <summary>Those with an instance document: all but the first, a preview that had none.</summary>
    public static IReadOnlyList<string> WithInstance => All[1..];
}
