using Imds.Fuzz.Targets.Programs;

namespace Imds.Fuzz.Tests;

/// <summary>What the programs are made of.</summary>
public class ProgramTests
{
    [Fact]
    public async Task The_programs_have_much_to_find()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var program in Corpus.Programs)
        {
            found.UnionWith((await ProgramTarget.FindAsync(ProgramTarget.Open(program))).Select(finding => finding.Id));
        }

        // Nothing is withdrawn after the version that the project targets, which is what IMDS104 reports.
        var unseen = ImdsPackage.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Except(found).Except(["IMDS104"]);
        Assert.Empty(unseen.Order());
    }
}
