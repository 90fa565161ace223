using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Tests;

/// <summary>
/// The generator in Microsoft's own harness, which makes a whole project of it: settings and items come by a global configuration file, as
/// MSBuild writes one, each file must be the snapshot's to the letter, and the compiler must have nothing to say of any.
/// </summary>
public class GeneratorVerifierTests
{
    [Theory]
    [InlineData("2018-02-01")]
    [InlineData("2021-02-01")]
    [InlineData("2025-04-07")]
    public Task A_project_gets_the_files_of_the_snapshot_and_they_compile(string version)
    {
        var test = new Verifier(version, Spec.Packaged)
        {
            TestCode = "class Program { static string Name(Imds.Instance vm) => vm.Compute.Name; }",
        };
        foreach (var file in Directory.GetFiles(SnapshotTests.FolderOf(version)))
        {
            var text = File.ReadAllText(file).ReplaceLineEndings("\n").Replace("\"x.y.z\"", $"\"{ToolVersion}\"", StringComparison.Ordinal);
            test.TestState.GeneratedSources.Add((typeof(ImdsGenerator), Path.GetFileName(file), SourceText.From(text, Encoding.UTF8)));
        }

        return test.RunAsync();
    }

    [Fact]
    public Task A_fault_is_reported_at_its_place_in_the_file_of_the_specs()
    {
        var swagger = Spec.Swagger("{\n  \"swagger\": \"2.0\",\n  \"paths\": {,}\n}", "/my.swagger.json");
        var test = new Verifier("2021-02-01", [swagger]) { TestCode = "class Program;" };
        test.ExpectedDiagnostics.Add(new DiagnosticResult("IMDS001", DiagnosticSeverity.Error)
            .WithSpan("/my.swagger.json", 3, 13, 3, 13).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
        test.TestBehaviors = TestBehaviors.SkipGeneratedSourcesCheck;
        return test.RunAsync();
    }

    private static string ToolVersion => typeof(ImdsGenerator).Assembly.GetName().Version!.ToString(3);

    private sealed class Verifier : CSharpSourceGeneratorTest<ImdsGenerator, DefaultVerifier>
    {
        public Verifier(string version, IEnumerable<Spec> specs)
        {
            ReferenceAssemblies = new ReferenceAssemblies("net8.0");
            TestState.AdditionalReferences.AddRange(Project.Platform);
            TestState.AdditionalReferences.Add(Project.Runtime);
            CompilerDiagnostics = CompilerDiagnostics.Warnings;
            // Both are off in every SDK project: a newer System.Text.Json of the framework takes the place of an older one.
            DisabledDiagnostics.AddRange(["CS1701", "CS1702"]);
            var configuration = new StringBuilder($"is_global = true\nbuild_property.ImdsApiVersion = {version}\n");
            foreach (var spec in specs)
            {
                var path = "/" + spec.Path.TrimStart('/');
                TestState.AdditionalFiles.Add((path, spec.GetText()));
                configuration.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"\n[{path}]\nbuild_metadata.AdditionalFiles.ImdsSpec = {spec.Kind}\n"
                    + $"build_metadata.AdditionalFiles.ImdsSpecOrigin = {(spec.IsOwn ? "" : "package")}\n");
            }

            TestState.AnalyzerConfigFiles.Add(("/.globalconfig", configuration.ToString()));
        }
    }
}
