using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Tests;

/// <summary>The methods that register the generated clients, where the package is referenced that they call.</summary>
public class HostingTests
{
    private const string Uses = """

        namespace App
        {
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;

            internal static class Program
            {
                public static void Add(IServiceCollection services, IConfiguration configuration)
                {
                    services.AddImdsClient();
                    services.AddImdsClient(options => options.Endpoint = new System.Uri("http://127.0.0.1:8080"));
                    services.AddImdsClient(configuration.GetSection("Machine"));
                    services.AddImdsInstance().AddImdsScheduledEvents();
                }
            }
        }
        """;

    /// <summary>The package and what it brings.</summary>
    internal static IReadOnlyList<MetadataReference> References { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll")
            .Append(Path.Combine(AppContext.BaseDirectory, "Imds.Extensions.Hosting.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    [Fact]
    public void It_registers_clients_and_the_document_where_the_package_is_referenced() =>
        new Project { References = References, Source = Uses }.Run().WithoutFindings();

    [Fact]
    public void Without_the_package_there_is_nothing_of_it() =>
        Assert.DoesNotContain(new Project().Run().WithoutFindings().Sources.Values, source => source.Contains("AddImdsClient"));

    [Theory]
    [InlineData("internal sealed class IServiceCollection { } internal sealed class Action { } internal sealed class IConfiguration { }")]
    [InlineData(
        "namespace Microsoft.Extensions.DependencyInjection { internal sealed class Imds { } internal sealed class ImdsClient { } }")]
    [InlineData("namespace App { internal static class Imds { } internal static class Microsoft { } }")]
    public void It_builds_whatever_stands_beside_it(string neighbour) =>
        new Project { References = References, Source = neighbour, Language = LanguageVersion.CSharp9,
            Nullable = NullableContextOptions.Disable, Additional = "2019-06-01" }
            .Run().WithoutFindings();

    [Fact]
    public void A_project_with_a_namespace_of_its_own_calls_it_by_the_same_name()
    {
        var run = new Project { References = References, Namespace = "Contoso.Vm", Source = Uses }.Run().WithoutFindings();
        Assert.Contains("global::Contoso.Vm.ImdsClient", run.Sources.Single(file => file.Key.Contains("ServiceCollection")).Value);
    }

    [Fact]
    public void What_libraries_show_is_told_apart_by_their_namespaces()
    {
        MetadataReference Library(string space) => new Project { Name = space, Namespace = space, IsPublic = true, References = References }
            .Run().WithoutFindings().ToReference();

        new Project
        {
            References = [.. References, Library("Contoso.Machine"), Library("Fabrikam.Imds")],
            Source = Uses.Replace("services.AddImdsClient();",
                "services.AddImdsClient(); services.AddContosoMachineImdsClient(); services.AddFabrikamImdsInstance();"),
        }.Run().WithoutFindings();
    }

    [Fact]
    public void A_program_that_only_uses_a_librarys_types_registers_them()
    {
        var library = new Project { Name = "Library", IsPublic = true, References = References }.Run().WithoutFindings().ToReference();
        var program = CSharpCompilation.Create("Program", [CSharpSyntaxTree.ParseText(Uses)],
            new Project { References = [.. References, library] }.Compilation.References,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(program.GetDiagnostics(), finding => finding.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_client_whose_name_is_taken_is_not_registered()
    {
        var run = new Project { References = References, Source = "namespace Imds { internal sealed class ImdsClient { } }" }.Run();
        Assert.Equal("IMDS017", Assert.Single(run.Problems).Id);
        Assert.Empty(run.CompilerFindings);
    }

    [Fact]
    public void Specs_without_the_instance_document_have_clients_alone()
    {
        var swagger = Spec.Swagger("""
            { "swagger": "2.0", "info": { "title": "t", "version": "1" }, "basePath": "/metadata", "paths": { "/power": { "get": {
              "operationId": "Power_Get", "parameters": [ { "name": "api-version", "in": "query", "type": "string", "required": true } ],
              "responses": { "200": { "description": "ok", "schema": { "$ref": "#/definitions/Power" } } } } } },
              "definitions": { "Power": { "type": "object", "properties": { "source": { "type": "string" } } } } }
            """);
        var run = new Project { References = References, Specs = [swagger, Spec.Table("version,line\n2021-02-01,instance\n")] }.Run();
        Assert.Empty(run.CompilerFindings);
        Assert.DoesNotContain(run.Sources.Values, source => source.Contains("AddImdsInstance"));
    }
}
