namespace Imds;

/// <summary>What a look at the way to the service found, check by check.</summary>
public sealed class ImdsDiagnosis
{
    internal ImdsDiagnosis(IEnumerable<ImdsCheck> checks) => Checks = new ImdsList<ImdsCheck>(checks);

    /// <summary>The checks, in the order they were made.</summary>
    public ImdsList<ImdsCheck> Checks { get; }

    /// <summary>Whether no check failed.</summary>
    public bool IsHealthy => Checks.All(check => check.Status != ImdsCheckStatus.Failed);

    /// <summary>A report for people: a line for each check, and below it what to do.</summary>
    public override string ToString() => string.Join("\n", Checks.Select(check => check.ToString()));
}

/// <summary>What a check came to.</summary>
public enum ImdsCheckStatus
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>This client works, but something else may not.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Failed,

    /// <summary>The check could not be made, or would say nothing.</summary>
    Skipped,
}

/// <summary>One check of the way to the service.</summary>
public sealed class ImdsCheck
{
    internal ImdsCheck(string name, ImdsCheckStatus status, string finding, string remedy = "")
    {
        Name = name;
        Status = status;
        Finding = finding;
        Remedy = remedy;
    }

    /// <summary>What was checked: route, proxy, answer, header, version or data.</summary>
    public string Name { get; }

    /// <summary>What the check came to.</summary>
    public ImdsCheckStatus Status { get; }

    /// <summary>What was found.</summary>
    public string Finding { get; }

    /// <summary>What to do about it; empty if nothing.</summary>
    public string Remedy { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Status,-7} {Name}: {Finding}" + (Remedy.Length == 0 ? "" : $"\n        {Remedy}");
}
