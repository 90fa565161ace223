using Microsoft.CodeAnalysis;

namespace Imds.Generators.Tests;

/// <summary>
/// Api-versions and fields that have been seen in use and that no document has: usable, said to be so, and nobody's default.
/// </summary>
public class ObservedVersionTests
{
    [Fact]
    public void An_observed_version_can_be_chosen_and_says_so()
    {
        var run = new Project { ApiVersion = "2025-11-15" }.Run();

        var problem = Assert.Single(run.Problems);
        Assert.Equal(("IMDS020", DiagnosticSeverity.Info), (problem.Id, problem.Severity));
        Assert.Contains("2025-11-15", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("2025-04-07", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(run.CompilerFindings);
        Assert.Equal("g", Records.Get(Records.Parse(run.Type("Imds.Compute"), """{ "interconnectGroupId": "g" }"""),
            "InterconnectGroupId"));
    }

    [Fact]
    public void An_observed_field_says_so_in_its_documentation() =>
        Assert.Contains("It has been seen in replies", new Project { ApiVersion = "2025-11-11" }.Run().Sources["Imds.Compute.g.cs"],
            StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-04-07")]
    [InlineData("2025-07-24")]
    public void A_field_is_not_there_before_the_version_at_which_it_was_seen(string version) =>
        Assert.DoesNotContain("Interconnect", new Project { ApiVersion = version }.Run().Sources["Imds.Compute.g.cs"],
            StringComparison.Ordinal);

    [Fact]
    public void An_uncertain_field_is_in_no_type() =>
        Assert.DoesNotContain("CompartmentI", string.Concat(new Project { ApiVersion = "2025-11-15" }.Run().Sources.Values),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("2030-01-01")]
    [InlineData("banana")]
    public void No_observed_version_is_chosen_or_suggested_unasked(string version)
    {
        var run = new Project { ApiVersion = version }.Run();

        Assert.Contains("2025-04-07", Assert.Single(run.Problems).GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain("2025-11-15", Assert.Single(run.Problems).GetMessage(), StringComparison.Ordinal);
        Assert.Contains("ImdsType(\"2025-04-07\")", run.Sources["Imds.ImdsClient.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_that_is_none_is_reported_at_its_cell()
    {
        var run = new Project { Specs = [.. Spec.Packaged, Spec.Table("version,line,status\n2026-01-01,instance,rumoured\n")] }.Run();

        var problem = Assert.Single(run.Problems);
        Assert.Equal("IMDS006", problem.Id);
        Assert.Equal(1, problem.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal(20, problem.Location.GetLineSpan().StartLinePosition.Character);
    }
}
