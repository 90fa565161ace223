using System.Collections.Immutable;
using System.Reflection;
using System.Text;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Completion.Tests;

/// <summary>
/// What the package adds to the lists of an editor, which loads it from the package's assembly as it does any analyzer's.
/// </summary>
public sealed class CompletionTests : IDisposable
{
    private readonly AdhocWorkspace _workspace = new(MefHostServices.Create(MefHostServices.DefaultAssemblies));

    [Fact]
    public async Task What_the_target_lacks_stands_at_the_end_with_the_version_that_it_needs()
    {
        var items = await ItemsAsync("class C { object M(Imds.Instance vm) => vm.Compute.$$; }");
        Assert.Contains("VmSize", items);
        Assert.Equal("UserData — needs 2021-01-01", Assert.Single(items, item => item.StartsWith("UserData", StringComparison.Ordinal)));
        Assert.Contains(" — needs ", items[^1]);
        Assert.All(items.SkipWhile(item => !item.Contains(" — needs ", StringComparison.Ordinal)),
            item => Assert.Contains(" — needs ", item));
    }

    [Theory]
    [InlineData("class C { object M(Imds.ImdsClient imds) => imds.$$; }", "LoadBalancer — needs 2020-10-01")]
    [InlineData("class C { object M(Imds.ImdsClient imds) => imds.Instance.Compute.Us$$; }", "UserData — needs 2021-01-01")]
    [InlineData("class C { object M(Imds.Instance vm) => vm?.Compute?.$$; }", "UserData — needs 2021-01-01")]
    public async Task Endpoints_and_routes_too(string code, string expected) => Assert.Contains(expected, await ItemsAsync(code));

    [Theory]
    [InlineData("class C { object M(string text) => text.$$; }")]
    [InlineData("class C { object M() => $$; }")]
    public async Task Nothing_is_added_elsewhere(string code) =>
    Assert.DoesNotContain(await ItemsAsync(code), item => item.Contains(" — needs ", StringComparison.Ordinal));

    [Fact]
    public async Task Taking_one_inserts_the_name()
    {
        var (document, position) = Open("class C { object M(Imds.Instance vm) => vm.Compute.$$; }");
        var service = CompletionService.GetService(document)!;
        var item = (await service.GetCompletionsAsync(document, position)).ItemsList.Single(item => item.DisplayText == "UserData");
        Assert.Equal("UserData", (await service.GetChangeAsync(document, item)).TextChange.NewText);
    }

    [Theory]
    [InlineData("[assembly: Imds.ImdsApiVersion(\"$$\")]")]
    [InlineData("[assembly: Imds.ImdsApiVersion(\"2020-09-01\", Minimum = \"$$\")]")]
    [InlineData("class C { [Imds.RequiresImdsVersion(\"20$$\")] void M() { } }")]
    [InlineData("class C { [Imds.ImdsVersionGuard(\"$$\")] bool M => true; }")]
    [InlineData("[Imds.ImdsDocument(\"instance/compute\", \"$$\")] class C { }")]
    public async Task Versions_come_newest_first(string code)
    {
        var items = await ItemsAsync(code);
        Assert.Equal("2025-11-15", items[0]);
        Assert.Equal(items.OrderDescending(StringComparer.Ordinal), items);
        Assert.Contains("2017-08-01", items);
    }

    [Theory]
    [InlineData("[Imds.ImdsDocument(\"$$\", \"2021-02-01\")] class C { }")]
    [InlineData("class C { string M() => \"http://169.254.169.254/metadata/$$\"; }")]
    [InlineData("class C { string M() => \"http://169.254.169.254/metadata/inst$$?api-version=2021-02-01\"; }")]
    public async Task Routes(string code)
    {
        var items = await ItemsAsync(code);
        Assert.Contains("instance/compute", items);
        Assert.Contains("scheduledevents", items);
        Assert.Contains("instance/network/interface/{0}/macAddress", items);
    }

    [Theory]
    [InlineData("class C { string M() => \"$$\"; }")]
    [InlineData("class C { string M() => \"http://example.org/metadata/$$\"; }")]
    [InlineData("class C { string M() => \"http://169.254.169.254/metadata/instance?$$\"; }")]
    public async Task Other_strings_are_left_alone(string code) => Assert.Empty(await ItemsAsync(code));

    public void Dispose() => _workspace.Dispose();

    private async Task<IReadOnlyList<string>> ItemsAsync(string code)
    {
        var (document, position) = Open(code);
        var list = await CompletionService.GetService(document)!.GetCompletionsAsync(document, position);
        return [.. list.ItemsList.Select(item => item.DisplayText + item.DisplayTextSuffix)];
    }

    private (Document Document, int Position) Open(string code)
    {
        var position = code.IndexOf("$$", StringComparison.Ordinal);
        var specs = Path.Combine(Repository.Root, "specs");
        var config = new StringBuilder("is_global = true\nbuild_property.ImdsApiVersion = 2020-09-01\n");
        var project = _workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13),
            metadataReferences: References(), analyzerReferences: [Package("Imds.Generators"), Package("Imds.Generators.Completion")]));
        foreach (var file in Directory.GetFiles(Path.Combine(specs, "versions"), "*.csv").Prepend(Path.Combine(specs, "imds.swagger.json")))
        {
            project = project.AddAdditionalDocument(Path.GetFileName(file), SourceText.From(File.ReadAllText(file), Encoding.UTF8),
                filePath: "/0/" + Path.GetFileName(file)).Project;
            config.Append("[/0/").Append(Path.GetFileName(file)).Append("]\nbuild_metadata.AdditionalFiles.ImdsSpec = ")
                .Append(file.EndsWith(".json", StringComparison.Ordinal) ? "swagger" : "versions")
                .Append("\nbuild_metadata.AdditionalFiles.ImdsSpecOrigin = package\n");
        }

        project = project.AddAnalyzerConfigDocument(".globalconfig", SourceText.From(config.ToString(), Encoding.UTF8),
            filePath: "/0/.globalconfig").Project;
        return (project.AddDocument("Program.cs", code.Remove(position, 2), filePath: "/0/Program.cs"), position);
    }

    private static ImmutableArray<MetadataReference> References() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(ImdsClientOptions).Assembly.Location),
    ];

    private static AnalyzerFileReference Package(string name) => new(Path.Combine(AppContext.BaseDirectory, name + ".dll"), new Loader());

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
