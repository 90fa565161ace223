using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Analyzers.Tests.HalfTyped;

/// <summary>
/// Nothing of ours throws, whatever the code is in the moment: an editor would show AD0001 and go without the rules. A run looks at some
/// hundred programs; IMDS_HALF_TYPED_PROGRAMS asks for more, and IMDS_HALF_TYPED_FIRST says where to begin.
/// </summary>
public partial class HalfTypedCodeTests
{
    private const int Parts = 4;

    private static readonly Lazy<Task<Project>> Shared = new(CreateProjectAsync);
    private static readonly CodeMangler Mangler = new([.. Programs()]);

    public static TheoryData<int> EachPart => [.. Enumerable.Range(0, Parts)];

    [Theory, MemberData(nameof(EachPart))]
    public async Task No_rule_and_no_fix_throws(int part)
    {
        var (first, count) = (Number("IMDS_HALF_TYPED_FIRST", 0), Number("IMDS_HALF_TYPED_PROGRAMS", 240));
        var failures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var number = first + part; number < first + count; number += Parts)
        {
            foreach (var (failure, details) in await LookAtAsync(Mangler.Program(number)))
            {
                failures.TryAdd(failure, $"program {number}: {details}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Values));
    }

    [Fact]
    public async Task A_constant_without_a_name() => Assert.Empty(await LookAtAsync("""
        using System.Net.Http;
        using System.Threading.Tasks;

        class C
        {
            const string ( = "http://169.254.169.254/metadata/instance/";
            public string => "/metadata/instance";

            async Task M(HttpClient http) => await http.GetStringAsync(Root + "compute/userData?format=text&api-version=2020-09-01");
        }
        """));

    [Fact]
    public async Task The_programs_have_much_to_find()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var program in Programs())
        {
            var project = (await Shared.Value).AddDocument("Program.cs", program).Project;
            found.UnionWith((await AnalyzeAsync(project, [])).Select(finding => finding.Id));
        }

        // Nothing is withdrawn after the version that the project targets, which is what IMDS104 reports.
        var unseen = Package.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Except(found)
            .Except(["IMDS104"]).Order();
        Assert.Empty(unseen);
    }

    private static async Task<IReadOnlyCollection<(string Failure, string Details)>> LookAtAsync(string code)
    {
        var failures = new ConcurrentBag<(string, string)>();
        var document = (await Shared.Value).AddDocument("Program.cs", code, filePath: "/0/Program.cs");
        foreach (var finding in (await AnalyzeAsync(document.Project, failures)).DistinctBy(finding => finding.Id))
        {
            foreach (var provider in Package.Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(finding.Id)))
            {
                try
                {
                    var actions = new List<CodeAction>();
                    await provider.RegisterCodeFixesAsync(
                        new CodeFixContext(document, finding, (action, _) => actions.Add(action), default));
                    foreach (var action in actions)
                    {
                        await action.GetOperationsAsync(default);
                    }
                }
#pragma warning disable CA1031 // Any exception is what the test looks for.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    failures.Add(Describe(exception, code));
                }
            }
        }

        return failures;
    }

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Project project, ConcurrentBag<(string, string)> failures)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var tree = compilation.SyntaxTrees.Single();
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions,
            (exception, _, _) => failures.Add(Describe(exception, tree.ToString())),
            concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var analyzed = compilation.WithAnalyzers(Package.Analyzers, options);
        var syntax = await analyzed.GetAnalysisResultAsync(tree, null, default);
        var semantic = await analyzed.GetAnalysisResultAsync(compilation.GetSemanticModel(tree), null, default);
        return [.. syntax.GetAllDiagnostics().Concat(semantic.GetAllDiagnostics())
            .Where(finding => finding.Id.StartsWith("IMDS", StringComparison.Ordinal))];
    }

    /// <summary>What went wrong by where it did, so that each kind is shown once.</summary>
    private static (string Failure, string Details) Describe(Exception exception, string code)
    {
        var frame = exception.ToString().Split('\n').FirstOrDefault(line => line.Contains("Imds.Generators", StringComparison.Ordinal))
            ?? "";
        return ($"{exception.GetType().Name} {frame}", $"{exception}\nin\n{code}");
    }

    private static IEnumerable<string> Programs()
    {
        yield return RobustnessTests.Sample;
        yield return HandwrittenRobustnessTests.Sample;
        yield return $$"""
            using System; using Imds; [assembly: ImdsApiVersion("2021-03-01", Minimum = "2019-06-01")]
            namespace N { class D { public string Old(Imds.V2018_02_01.Instance vm) => vm.Compute.Location; bool Always(ImdsClient imds) => imds.ApiVersion >= ImdsApiVersions.V2019_03_11;
                bool Never(ImdsClient imds) => imds.ApiVersion > ImdsApiVersions.V2021_05_01; string Custom(Imds.V2019_03_11.Instance vm) => vm.Compute.CustomData;
                string Token(Imds.ImdsClient imds, Instance vm) => vm.Compute.ExtendedLocation.NoName + vm.Compute.PhysicalZone; } }
            """;
        yield return """
            using Imds; [assembly: ImdsApiVersion("2021-02-01")]
            class F { [RequiresImdsVersion("2021/01/01")] void Demands() { } string M(Instance vm) => vm.Compute.UsrData + vm.Compute.VmSize + vm.Compute.HasCustomData; }
            """;
        yield return """
            using System; using System.Collections.Generic; using System.Net.Http; using System.Threading.Tasks; using Imds;
            class G(HttpClient http) { Task<string> M() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); return http.GetStringAsync("instance/compute/rackPosition?api-version=2025-04-07"); }
                string N() { var text = new System.Text.StringBuilder("http://169.254.169.254/metadata/"); text.Append("instance").Append('/'); return new UriBuilder(text.ToString()) { Query = string.Format("api-version={0}", 1) }.Uri.ToString(); } }
            [ImdsDocument("instance/compute", "2025-04-07")] class H { public List<KeyValuePair<string, string>>? TagsList { get; set; } public bool IsHostCompatibilityLayerVm { get; set; } public string? RackPosition { get; set; } public string? HasCustomData { get; set; } }
            """;
        yield return """
            using System.Net.Http; using System.Threading.Tasks; using Imds;
            class E { async Task<string> M(HttpClient http, int i, ImdsClient imds) {
                var size = await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/vmSize?api-version=2021-03-01&format=text");
                size += "?"; size += await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/hasCustomData?api-version=2021-03-01&format=text");
                return size + await http.GetStringAsync($"http://169.254.169.254/metadata/instance/network/interface/{i}/macAddress?api-version=2021-03-01&format=text"); } }
            """;
        foreach (var statements in Plain(GuardCases.CleanStatements.Concat(GuardCases.StatementsWithFindings)).Chunk(4))
        {
            yield return $$"""
                using System; using System.Diagnostics; using System.Linq; using System.Threading.Tasks; using Imds;
                class C { ImdsClient imds = new ImdsClient(); Instance vm = Instance.Empty; void Use(object x) { } bool Other() => true;
                async Task M(ImdsClient client, Instance? maybe) {
                {{string.Join("\n", statements.Select(statement => "{ " + statement + " }"))}}
                } }
                """;
        }

        foreach (var members in Plain(GuardCases.CleanMembers.Concat(GuardCases.MembersWithFindings)).Chunk(3))
        {
            yield return $$"""
                using System; using System.Threading.Tasks; using Imds;
                class C { ImdsClient imds = new ImdsClient(); Instance vm = Instance.Empty; void Use(object x) { }
                {{string.Join("\n", members)}}
                }
                """;
        }

        var comparisons = ValueCases.Clean.Concat(ValueCases.Reported);
        foreach (var statements in comparisons.Select(comparison => Marks().Replace(comparison, "")).Chunk(4))
        {
            yield return ValueCases.Wrap(string.Join("\n", statements.Select(statement => "{ " + statement + " }")));
        }

        foreach (var statements in Plain(RequestCases.Clean.Concat(RequestCases.Reported)).Chunk(4))
        {
            yield return $$"""
                using System; using System.Net.Http; using System.Net.Http.Json; using System.Threading.Tasks;
                class C { async Task M(HttpClient http, string version, string path, string query, int index) {
                {{string.Join("\n", statements)}}
                } void Send(string subPath, string queryString) { } void Log(string url) { } }
                """;
        }

        foreach (var code in Plain(PublicCodeCases.Clean.Concat(PublicCodeTests.Reported)))
        {
            yield return "using System; using System.Collections.Generic; using System.Linq; using System.Net.Http; using "
                + "System.Net.Http.Json; using System.Text.Json; "
                + "using System.Text.Json.Serialization; using System.Threading; using System.Threading.Tasks; using Imds;\n" + code;
        }

        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("samples"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            if (!file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            {
                yield return File.ReadAllText(file);
            }
        }
    }

    private static IEnumerable<string> Plain(IEnumerable<TheoryDataRow<string>> cases) =>
        cases.Select(test => Marks().Replace(test.Data, ""));

    [GeneratedRegex(@"\{\|[A-Z0-9]*:|\|\}|\[\||\|\]")]
    private static partial Regex Marks();

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : otherwise;

    /// <summary>A project in which the generated types are compiled already, as a module of the same assembly.</summary>
    private static async Task<Project> CreateProjectAsync()
    {
        var project = await new VerifierTest
        {
            ApiVersion = "2021-03-01", MinimumApiVersion = "2019-06-01", AdditionalApiVersions = "2018-02-01,2019-03-11", TestCode = "",
        }.ProjectAsync();
        project = project.RemoveDocument(project.DocumentIds.Single());
        var compilation = (await project.GetCompilationAsync())!;
        using var stream = new MemoryStream();
        var emitted = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.NetModule)).WithAssemblyName("Generated")
            .Emit(stream);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics));
        return project.WithAnalyzerReferences([]).AddMetadataReference(ModuleMetadata.CreateFromImage(stream.ToArray()).GetReference());
    }
}
