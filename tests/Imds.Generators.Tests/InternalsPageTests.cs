using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Tests;

/// <summary>Who follows docs/internals.md arrives: its blocks, added to the files that they name, do what the page says.</summary>
public partial class InternalsPageTests
{
    private static readonly string Page = Repository.Read("docs", "internals.md").ReplaceLineEndings("\n");

    [Fact]
    public void An_api_version_is_there_with_its_fields()
    {
        const string Source = "class C { string M(Imds.Compute compute) => compute.RackId; }";
        var specs = With("An api-version");

        new Project { Specs = specs, ApiVersion = "2026-01-01", Source = Source }.Run().WithoutFindings();

        var older = new Project { Specs = specs, ApiVersion = "2025-04-07", Source = Source }.Run();
        Assert.Equal("CS1061", Assert.Single(older.CompilerFindings).Id);
    }

    [Fact]
    public void An_endpoint_has_a_document_and_a_route()
    {
        new Project
        {
            Specs = With("An endpoint"),
            ApiVersion = "2025-04-07",
            Source = """
                class C
                {
                    async System.Threading.Tasks.Task<string> M(Imds.ImdsClient imds)
                    {
                        Imds.PowerSupply supply = await imds.Power.GetAsync();
                        return supply.Source;
                    }
                }
                """,
        }.Run().WithoutFindings();
    }

    [Fact]
    public async Task A_rule_reports()
    {
        var analyzer = Compile(Blocks("A rule").Select(block => block.Text));
        var project = new Project
        {
            Source = """
                class C
                {
                    void M(bool more)
                    {
                        while (more) { using var imds = new Imds.ImdsClient(); }
                    }
                }
                """,
        };

        var found = await project.Run().WithoutFindings().Compilation
            .WithAnalyzers([analyzer], new AnalyzerOptions([.. project.Specs], project.Options)).GetAnalyzerDiagnosticsAsync();

        Assert.Equal("IMDS401", Assert.Single(found).Id);
    }

    /// <summary>The specs of the package with what a section says added to them.</summary>
    private static List<Spec> With(string section)
    {
        var swagger = JsonNode.Parse(Repository.Read("specs", "imds.swagger.json"))!;
        var tables = Spec.PackagedTables.ToDictionary(table => table.Path, table => table.GetText().ToString());
        foreach (var (place, text) in Blocks(section))
        {
            if (place.Split('#') is [_, var pointer])
            {
                var target = pointer.Split('/')[1..].Aggregate(swagger, (node, name) => node[name]!).AsObject();
                foreach (var (name, value) in JsonNode.Parse(text)!.AsObject())
                {
                    target.Add(name, value!.DeepClone());
                }
            }
            else
            {
                tables[place] = tables.GetValueOrDefault(place, "").TrimEnd() + "\n" + text;
            }
        }

        return
        [
            new Spec("specs/imds.swagger.json", "swagger", isOwn: false, swagger.ToJsonString()),
            .. tables.Select(table => new Spec(table.Key, "versions", isOwn: false, table.Value.TrimStart())),
        ];
    }

    /// <summary>The analyzer in files that are compiled as a part of the generator would be: with sight of what is internal.</summary>
    private static DiagnosticAnalyzer Compile(IEnumerable<string> files)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(typeof(InternalsPageTests).Assembly.GetName().Name,
            files.Select(file => CSharpSyntaxTree.ParseText(file)),
            references.Where(reference =>
                Path.GetFileNameWithoutExtension(reference.FilePath) != typeof(InternalsPageTests).Assembly.GetName().Name),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics));
        stream.Position = 0;
        var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
        return assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!).Single();
    }

    /// <summary>The blocks of a section, each with the file that it names.</summary>
    private static IReadOnlyList<(string Place, string Text)> Blocks(string section)
    {
        var start = Page.IndexOf($"\n### {section}\n", StringComparison.Ordinal);
        Assert.True(start > 0, $"The page has no section '{section}'.");
        var end = Page.IndexOf("\n##", start + 1, StringComparison.Ordinal);
        var blocks = Fences().Matches(Page[start..end]).Select(block => (block.Groups[1].Value, block.Groups[2].Value)).ToList();
        Assert.NotEmpty(blocks);
        return blocks;
    }

    [GeneratedRegex(@"^```\w+ (\S+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
