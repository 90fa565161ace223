namespace Imds.EndToEnd.Tests;

/// <summary>What else a project has beside the package: other packages, other settings, other languages, other compilers.</summary>
[Collection(nameof(Consumers))]
public sealed class NeighbourTests(Consumers consumers)
{
    /// <summary>Warnings are errors in all of them.</summary>
    [Theory]
    [InlineData("Central")]
    [InlineData("GlobalWithRuntime")]
    [InlineData("Web")]
    [InlineData("OldestCompiler")]
    [InlineData("NewestCompiler")]
    [InlineData("MultiTarget", "net472", "netstandard2.0", "net8.0", "net10.0")]
    [InlineData("Polyfilled")]
    [InlineData("PolyfilledByHand")]
    [InlineData("PolyfilledTests")]
    [InlineData("Desktop")]
    public void It_builds_without_a_word(string project, params string[] frameworks)
    {
        Assert.Empty(consumers.Complaints(project));
        var built = Directory.GetFiles(consumers.PathOf("Neighbours"), $"{project}.*", SearchOption.AllDirectories)
            .Where(file => file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && Path.GetExtension(file) is ".dll" or ".exe")
            .Select(file => new DirectoryInfo(Path.GetDirectoryName(file)!).Name).ToHashSet();
        Assert.NotEmpty(built);
        Assert.Superset(frameworks.ToHashSet(), built);
    }

    /// <summary>Each set of rules has something to say about the project's own file, and none about a generated one.</summary>
    [Fact]
    public void Nobodys_rules_have_anything_to_say_about_generated_code()
    {
        var complaints = consumers.Complaints("Analyzed");

        Assert.All(complaints, line => Assert.Contains("Probe.cs(", line, StringComparison.Ordinal));
        Assert.All(["SA", "S1", "MA", "RCS", "CA", "IDE"], rules =>
            Assert.Contains(complaints, line => line.Contains($": error {rules}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("GlobalAlone", "error IMDS014", "GlobalPackageReference", "<PackageReference Include=\"Imds.Runtime\" />")]
    [InlineData("PrivateLibrary", "warning IMDS022", "remove PrivateAssets, or reference Imds.Runtime as well")]
    [InlineData("VisualBasic", "warning IMDS021", "this project is VB")]
    [InlineData("FSharp", "warning IMDS021", "this project is F#")]
    public void A_reference_that_cannot_work_is_one_message(string project, params string[] parts)
    {
        var complaint = Assert.Single(consumers.Complaints(project));
        Assert.All(parts, part => Assert.Contains(part, complaint, StringComparison.Ordinal));
    }
}
