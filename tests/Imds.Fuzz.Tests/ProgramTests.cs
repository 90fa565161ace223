using Imds.Fuzz.Targets.Programs;

namespace Imds.Fuzz.Tests;

/// <summary>What the programs are made of.</summary>
public class ProgramTests
{
    [Fact]
    public async Task The_programs_have_much_to_find()
    {
        // Nothing is withdrawn after the version that the project targets, which is what IMDS104 reports.
        var unseen = ImdsPackage.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Except(["IMDS104"])
            .ToHashSet(StringComparer.Ordinal);
        foreach (var program in Corpus.Programs.TakeWhile(_ => unseen.Count > 0))
        {
            unseen.ExceptWith((await ProgramTarget.FindAsync(ProgramTarget.Open(program))).Select(finding => finding.Id));
        }

        Assert.Empty(unseen.Order());
    }
}
