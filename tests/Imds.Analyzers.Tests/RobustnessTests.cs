using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Analyzers.Tests;

/// <summary>Whatever the code is, the analyzers and fixes take it: a failure of theirs would be AD0001.</summary>
public class RobustnessTests
{
    internal const string Sample = """
        using System;
        using System.Linq;
        using System.Threading.Tasks;
        using Imds;

        namespace Consumer;

        [RequiresImdsVersion("2020-09-01")]
        internal sealed class Reader(ImdsClient imds)
        {
            private readonly bool _has = new ImdsClient().ApiVersion >= ImdsApiVersions.V2021_01_01;

            [ImdsVersionGuard("2021-01-01")]
            private bool Has() => imds.ApiVersion.CompareTo(ImdsApiVersions.V2021_01_01) >= 0;

            public async Task<string> ReadAsync(Instance? vm)
            {
                vm ??= await imds.Instance.GetAsync();
                if (vm is { Compute: { UserData: "x", ExtendedLocation.Name: var name } }) return name + vm.Compute?.UserData;
                var needed = imds?.ApiVersion;
                try
                {
                    foreach (var disk in vm.Compute.StorageProfile.DataDisks)
                        if (Has() && _has || needed > new ImdsApiVersion(2021, 2, 1)) Console.WriteLine(disk.IsUltraDisk);
                }
                catch (ImdsException) when (imds!.ApiVersion == ImdsApiVersions.Target) { throw; }
                finally { Local(); }
                var (old, _) = (imds.ApiVersion < ImdsApiVersions.V2021_01_01, 1);
                return (imds.ApiVersion, old) switch
                {
                    (var v, false) when v >= ImdsApiVersions.V2021_01_01 => (vm.Compute with { UserData = nameof(Compute.UserData) }).UserData,
                    _ => new[] { vm }.Select(one => one.Compute.NoSuchField + one.Compute.CustomData).First(),
                };

                void Local() => _ = imds.LoadBalancer.GetAsync();
            }
        }
        """;

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, 8)];

    [Theory, MemberData(nameof(Parts))]
    public async Task Each_token_can_be_missing(int part)
    {
        var tokens = CSharpSyntaxTree.ParseText(Sample).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        for (var i = part; i < tokens.Count; i += Parts.Count)
        {
            var test = new VerifierTest { ApiVersion = "2021-03-01", MinimumApiVersion = "2019-06-01",
                TestCode = Sample.Remove(tokens[i].SpanStart, tokens[i].Span.Length) };
            // Throws where an analyzer did, as do the fixes.
            await test.OfferedFixesAsync();
        }
    }

    [Fact]
    public async Task The_sample_has_something_to_find()
    {
        var found = await new VerifierTest { ApiVersion = "2021-03-01", MinimumApiVersion = "2019-06-01",
            TestCode = Sample }.DiagnosticsAsync();
        Assert.Equal(["IMDS101", "IMDS101", "IMDS102"],
            found.Where(finding => finding.Id.StartsWith("IMDS", StringComparison.Ordinal)).Select(finding => finding.Id).Distinct().Order()
                .Prepend("IMDS101"));
    }

    [Fact]
    public async Task Without_the_runtime_nothing_is_done()
    {
        var compilation = CSharpCompilation.Create("x", [CSharpSyntaxTree.ParseText(Sample)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        Assert.Empty(await FindAsync(compilation));
    }

    [Fact]
    public async Task Without_specs_nothing_is_done()
    {
        var project = await new VerifierTest { TestCode = Sample }.ProjectAsync();
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        Assert.Empty(await FindAsync(compilation));
    }

    [Fact]
    public async Task Without_references_nothing_is_done() =>
        Assert.Empty(await FindAsync(CSharpCompilation.Create("x", [CSharpSyntaxTree.ParseText(Sample)])));

    private static async Task<IEnumerable<Diagnostic>> FindAsync(CSharpCompilation compilation)
    {
        var failures = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => failures.Add(exception),
            concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(Package.Analyzers, options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(failures);
        return found;
    }
}
