using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Tests;

/// <summary>Each target over the same inputs every time, and over all that ever failed.</summary>
public class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void Copes_with_what_nobody_would_write(string name)
    {
        var target = Named(name);

        var report = new FuzzRun(target, 1).Run(target.InputsInTests, TimeSpan.MaxValue);

        Assert.True(report.Findings.Count == 0, string.Join("\n", report.Findings.Select(finding => finding.Failure.Details)
            .Prepend(report.ToString())));
        Assert.Equal(target.InputsInTests, report.Inputs);
    }

    [Theory, MemberData(nameof(Targets))]
    public void Copes_with_what_once_failed(string name)
    {
        var target = Named(name);
        using var check = new WatchedCheck(target);

        Assert.All(FuzzCase.FilesOf(target), file => Assert.Null(check.Check(File.ReadAllBytes(file))));
    }

    private static FuzzTarget Named(string name) => FuzzTarget.All.Single(target => target.Name == name);
}
