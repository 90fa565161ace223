using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Imds.Analyzers.Tests;

/// <summary>Fix All as an editor offers it: for the file, the project and the solution, with a title that says what will be done.</summary>
public class FixAllTests
{
    [Theory]
    [InlineData(FixAllScope.Document, "2021-01-01", "One/A.cs")]
    [InlineData(FixAllScope.Project, "2021-03-01", "One/A.cs")]
    [InlineData(FixAllScope.Solution, "2021-03-01 in One, 2023-11-15 in Two", "One/A.cs", "Two/A.cs")]
    public async Task The_target_is_raised_as_far_as_the_scope_needs(FixAllScope scope, string versions, params string[] files)
    {
        var solution = await SolutionAsync(
            "using Imds;\n\nclass A { string M(Compute c) => c.UserData; }\n",
            "class B { object M(Imds.Compute c) => c.ExtendedLocation; }\n",
            "class A { string M(Imds.Compute c) => c.PhysicalZone; }\n");

        var (title, changed) = await VerifierTest.FixAllAsync(solution, "RaiseVersionFix", "IMDS101", scope);

        Assert.Equal($"Raise the api-version to {versions}", title);
        Assert.Equal(files, changed.Keys.Order());
        Assert.Contains($"\n[assembly: ImdsApiVersion(\"{versions[..10]}\", ", changed["One/A.cs"], StringComparison.Ordinal);
        if (scope == FixAllScope.Solution)
        {
            Assert.StartsWith("[assembly: Imds.ImdsApiVersion(\"2023-11-15\", ", changed["Two/A.cs"], StringComparison.Ordinal);
        }
    }

    /// <summary>The namespace stands where the file needs it, and only there.</summary>
    [Theory]
    [InlineData(FixAllScope.Document, "One/A.cs")]
    [InlineData(FixAllScope.Project, "One/A.cs", "One/B.cs")]
    [InlineData(FixAllScope.Solution, "One/A.cs", "One/B.cs", "Two/A.cs")]
    public async Task Members_are_marked_with_a_name_as_short_as_the_file_allows(FixAllScope scope, params string[] files)
    {
        var solution = await SolutionAsync(
            "using Imds;\n\nclass A\n{\n    string M(Compute c) => c.LicenseType;\n}\n",
            "class B\n{\n    string M(Imds.Compute c) => c.LicenseType + c.EvictionPolicy;\n}\n",
            "namespace Imds;\n\nclass A\n{\n    string M(Compute c) => c.LicenseType;\n}\n");

        var (_, changed) = await VerifierTest.FixAllAsync(solution, "RequireVersionFix", "IMDS102", scope);

        Assert.Equal(files, changed.Keys.Order());
        Assert.Equal("using Imds;\n\nclass A\n{\n    [RequiresImdsVersion(\"2020-09-01\")]\n    string M(Compute c) => c.LicenseType;\n}\n",
            changed["One/A.cs"]);
        if (changed.TryGetValue("One/B.cs", out var other))
        {
            Assert.Contains("\n    [Imds.RequiresImdsVersion(\"2020-12-01\")]\n", other, StringComparison.Ordinal);
        }

        if (changed.TryGetValue("Two/A.cs", out var inside))
        {
            Assert.Contains("\n    [RequiresImdsVersion(\"2020-09-01\")]\n", inside, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(FixAllScope.Document, "Ask with api-version 2021-01-01", "One/A.cs")]
    [InlineData(FixAllScope.Project, "Ask with api-version 2021-01-01; Ask with api-version 2021-03-01", "One/A.cs", "One/B.cs")]
    [InlineData(FixAllScope.Solution,
        "Ask with api-version 2021-01-01; Ask with api-version 2021-03-01; and 1 more", "One/A.cs", "One/B.cs", "Two/A.cs")]
    public async Task Requests_say_which_versions_they_will_ask_with(FixAllScope scope, string title, params string[] files)
    {
        var solution = await SolutionAsync(Request("compute/userData"), Request("compute/extendedLocation/name"),
            Request("compute/physicalZone"));

        var (shown, changed) = await VerifierTest.FixAllAsync(solution, "EditFix", "IMDS202", scope);

        Assert.Equal(title, shown);
        Assert.Equal(files, changed.Keys.Order());
        Assert.Equal(Request("compute/userData", "2021-01-01"), changed["One/A.cs"]);
    }

    private static string Request(string route, string version = "2020-09-01") =>
        $"class {(route.EndsWith('a') ? 'A' : 'B')} {{ object M(System.Net.Http.HttpClient http) => "
        + $"http.GetStringAsync(\"http://169.254.169.254/metadata/instance/{route}?api-version={version}&format=text\"); }}";

    /// <summary>Two projects with the same configuration: one with two files, one with one.</summary>
    private static async Task<Solution> SolutionAsync(string a, string b, string other)
    {
        var project = await new VerifierTest
        {
            ApiVersion = "2020-12-01",
            MinimumApiVersion = "2019-06-01",
            TestState = { Sources = { ("/0/A.cs", a), ("/0/B.cs", b) } },
        }.ProjectAsync();
        var second = ProjectId.CreateNewId();
        var solution = project.Solution.AddProject(ProjectInfo.Create(second, VersionStamp.Default, "Two", "Two", LanguageNames.CSharp,
            compilationOptions: project.CompilationOptions, parseOptions: project.ParseOptions,
            metadataReferences: project.MetadataReferences, analyzerReferences: project.AnalyzerReferences));
        foreach (var file in project.AdditionalDocuments)
        {
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(second), file.Name, await file.GetTextAsync(), file.Folders,
                file.FilePath);
        }

        foreach (var file in project.AnalyzerConfigDocuments)
        {
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(second), file.Name, await file.GetTextAsync(),
                filePath: file.FilePath);
        }

        return solution.WithProjectName(project.Id, "One")
            .AddDocument(DocumentId.CreateNewId(second), "A.cs", other, filePath: "/0/Two/A.cs");
    }
}
