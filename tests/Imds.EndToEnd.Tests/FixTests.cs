namespace Imds.EndToEnd.Tests;

/// <summary>The fixes of the package work from the command line.</summary>
[Collection(nameof(Consumers))]
public sealed class FixTests(Consumers consumers)
{
    [Fact]
    public async Task A_project_that_asks_for_a_field_of_a_later_version_is_fixed_and_builds()
    {
        var folder = Path.Combine("Misconfigured", "FieldOfLaterVersion");

        Assert.Empty(await consumers.FixAsync(folder, "FieldOfLaterVersion", "IMDS101"));

        Assert.Contains("ImdsApiVersion(\"2021-01-01\")", await File.ReadAllTextAsync(consumers.PathOf(folder, "Program.cs")), StringComparison.Ordinal);
    }
}
