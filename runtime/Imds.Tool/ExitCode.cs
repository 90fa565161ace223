namespace Imds.Tool;

/// <summary>How the command ended, for scripts.</summary>
internal enum ExitCode
{
    Done = 0,
    Failed = 1,
    Usage = 2,
    NotThere = 3,
    Refused = 4,
    NotTrusted = 5,
    Interrupted = 130,
}

internal static class ExitCodes
{
    /// <summary>What stands in every help.</summary>
    public const string Help = """
        Exit codes:
          0    done
          1    no service, or it failed
          2    wrong usage
          3    not there: no such field, route or version
          4    refused by the service
          5    attested document not trusted
          130  interrupted
        """;
}
