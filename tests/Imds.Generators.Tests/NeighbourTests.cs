using Imds.Generators.Analyzers.Versions;
using Imds.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Tests;

/// <summary>What else stands in a project changes nothing of what the names in generated code mean.</summary>
public class NeighbourTests
{
    /// <summary>A program that uses the generated code, and depends on no using directive itself.</summary>
    private const string Program = """

        namespace App
        {
            internal static class Program
            {
                public static async global::System.Threading.Tasks.Task<string> SizeAsync(global::Imds.ImdsClient imds)
                {
                    global::Imds.Instance vm = await imds.Instance.GetAsync();
                    return vm.Compute.VmSize + await imds.Instance.Network.Interface[0].MacAddress.GetAsync();
                }
            }
        }
        """;

    /// <summary>The names that stand in generated code, each as a type of another meaning.</summary>
    private static string Impostors =>
        string.Concat(TypeNames.All.Append("String").Append("Func").Append("JsonConverter").Append("GeneratedCode")
        .Append("JsonConverterAttribute").Append("GeneratedCodeAttribute").Append("MemoryExtensions")
        .Select(name => $"internal sealed class {name} {{ }} internal sealed class {name}<T> {{ }} "));

    public static TheoryData<string, string> Neighbours => new()
    {
        { "global using of Newtonsoft.Json", """
            global using Newtonsoft.Json;
            namespace Newtonsoft.Json
            {
                internal class JsonConverter { }
                internal class JsonConverterAttribute : global::System.Attribute { public JsonConverterAttribute(global::System.Type type) { } }
                internal class JsonException : global::System.Exception { }
                internal static class JsonSerializer { }
            }
            """ },
        { "global alias", "global using Task = System.Threading.Tasks.Task<string>; global using ImdsList = System.Int32; global using "
            + "Uri = System.String;" },
        { "global using of types of these names", $"global using Impostors; namespace Impostors {{ {Impostors} }}" },
        { "types of these names in the global namespace", Impostors },
        { "types of these names in the project's namespace", $"namespace App {{ {Impostors} }}" },
        { "types called like records",
            "internal class Compute { } internal class Instance { } namespace App { internal class Network { } }" },
        { "global using of types called like records",
            "global using Records; namespace Records { internal class Compute { } internal class Instance { } internal class Tag { } }" },
        { "namespace X.Imds", "namespace App.Imds { internal class ImdsClient { } internal class Compute { } }" },
        { "class X.Imds", "namespace App { internal static class Imds { } }" },
        { "namespaces called like those of the framework",
            "namespace App.System.Threading.Tasks { internal class Task { } } namespace Imds.System { internal class Uri { } }" },
        { "implicit usings of a web project", """
            global using System; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading;
            global using System.Threading.Tasks; global using System.Collections.Generic; global using Imds;
            """ },
        { "extension methods of these names", """
            namespace Imds
            {
                internal static class Extensions
                {
                    public static bool SequenceEqual(this global::System.ReadOnlySpan<byte> name, global::System.ReadOnlySpan<byte> other) => false;
                    public static string ToJson(this object value) => "";
                }
            }
            """ },
        { "parts of generated types", """
            namespace Imds
            {
                internal partial record Compute { public bool IsLarge => VmSize.Length > 10; }
                internal partial class ImdsClient { public string Shown => Endpoint.ToString(); }
            }
            """ },
    };

    [Theory, MemberData(nameof(Neighbours))]
    public void It_builds_without_a_word(string neighbour, string source)
    {
        Assert.NotEmpty(neighbour);
        foreach (var project in new[]
        {
            new Project { Source = source + Program },
            new Project { Source = source + Program, Additional = "2019-06-01", Minimum = "2019-06-01",
                Nullable = NullableContextOptions.Disable },
        })
        {
            project.Run().WithoutFindings();
        }
    }

    [Fact]
    public void It_builds_as_CSharp_9_without_nullable() =>
        new Project { Source = Program.Replace("namespace", $"{Impostors} namespace"), Language = LanguageVersion.CSharp9,
            Nullable = NullableContextOptions.Disable }
            .Run().WithoutFindings();

    [Fact]
    public void Types_in_the_namespace_itself_hide_nothing() =>
        new Project { Source = $"namespace Imds {{ {ForeignImpostors} }}" + Program }.Run().WithoutFindings();

    /// <summary>The types of the framework; those of the runtime are in the namespace already.</summary>
    private static string ForeignImpostors =>
        string.Concat(TypeNames.All.Where(name => !name.Contains("Imds")).Append("String").Append("Func").Append("JsonConverter")
        .Append("JsonConverterAttribute").Append("ImdsRoute").Append("ImdsJson")
        .Select(name => $"internal sealed class {name} {{ }} internal sealed class {name}<T> {{ }} "));

    [Fact]
    public void A_type_where_a_record_belongs_is_one_message_and_nothing_else()
    {
        var run = new Project { Source = """
            namespace Imds { internal sealed class Compute { } }
            internal static class Uses
            {
                public static async System.Threading.Tasks.Task<string> SizeAsync(Imds.ImdsClient imds) => (await imds.Instance.GetAsync()).Compute.VmSize;
            }
            """ }.Run();

        var problem = Assert.Single(run.Problems);
        Assert.Equal("IMDS017", problem.Id);
        Assert.Equal("(1,40)",
            $"({problem.Location.GetLineSpan().StartLinePosition.Line + 1},{problem.Location.GetLineSpan().StartLinePosition.Character + 1})");
        Assert.Contains("'Imds.Compute'", problem.GetMessage());
        Assert.Contains("ImdsNamespace", problem.GetMessage());
        Assert.Empty(run.CompilerFindings);
    }

    [Theory]
    [InlineData("namespace Imds { internal sealed class ImdsClient { } }", "IMDS017")]
    [InlineData("namespace Imds { internal static class ImdsApiVersions { } }", "IMDS017")]
    [InlineData("namespace Imds.Network { internal sealed class Card { } }", "IMDS017")]
    [InlineData("internal static class Imds { }", "IMDS018")]
    [InlineData("namespace Imds { internal static class CompilerServices { } }", "IMDS018")]
    [InlineData("namespace Imds { internal sealed class ImdsException { } }", "IMDS018")]
    [InlineData("namespace Imds { internal sealed class ImdsList<T> { } }", "IMDS018")]
    [InlineData("internal static class System { }", "IMDS018")]
    [InlineData("namespace System.Text { internal static class Json { } }", "IMDS018")]
    public void A_name_that_is_taken_is_one_message_and_nothing_else(string source, string rule)
    {
        var run = new Project { Source = source, Namespace = "" }.Run();

        Assert.Equal(rule, Assert.Single(run.Problems).Id);
        Assert.DoesNotContain(run.CompilerFindings, finding => finding.Id != "CS0437");
    }

    [Fact]
    public void A_name_that_is_taken_is_free_in_another_namespace() =>
        new Project { Source = "namespace Imds { internal sealed class ImdsClient { } internal sealed class Instance { } }",
            Namespace = "Contoso.Machine" }.Run().WithoutFindings();

    [Fact]
    public void Everything_moves_to_the_namespace_that_the_project_says()
    {
        var run = new Project { Namespace = "Contoso.Machine", Additional = "2019-06-01",
            Source = Program.Replace("global::Imds", "global::Contoso.Machine") }.Run().WithoutFindings();

        Assert.All(run.Sources.Keys, file => Assert.StartsWith("Contoso.Machine.", file));
        Assert.NotNull(run.Type("Contoso.Machine.V2019_06_01.ImdsClient"));
        Assert.NotNull(run.Type("Contoso.Machine.Routes.InstanceRoute"));
        Assert.NotNull(run.Type("Contoso.Machine.ImdsApiVersions"));
    }

    [Theory]
    [InlineData("Contoso.my-vm")]
    [InlineData("Contoso..Vm")]
    [InlineData(".")]
    [InlineData("Contoso.namespace")]
    [InlineData("1Contoso")]
    [InlineData("Contoso.Vm; class Injected { }")]
    [InlineData("global::Contoso")]
    public void A_namespace_that_is_none_is_a_message(string name)
    {
        var run = new Project { Namespace = name }.Run();

        Assert.Equal("IMDS016", Assert.Single(run.Problems).Id);
        Assert.Empty(run.CompilerFindings);
        Assert.NotNull(run.Type("Imds.ImdsClient"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_projects_with_the_same_types_are_one_message(bool isPublic)
    {
        var library = new Project
        {
            Name = "Library", IsPublic = isPublic, ApiVersion = "2020-09-01",
            Source = isPublic ? "" : "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Consumer\")]",
        }.Run().WithoutFindings().ToReference();

        var clash = new Project { References = [library] }.Run();
        var problem = Assert.Single(clash.Problems);
        Assert.Equal("IMDS019", problem.Id);
        Assert.Contains("'Library'", problem.GetMessage());
        Assert.Empty(clash.CompilerFindings);

        new Project { References = [library], Namespace = "Contoso.App",
            Source = Program.Replace("global::Imds", "global::Contoso.App") }.Run().WithoutFindings();
    }

    /// <summary>What is generated for convenience stands back where a part of the project has a member of that name.</summary>
    [Theory]
    [InlineData("public global::System.Guid GetVmId() => global::System.Guid.Parse(VmId);")]
    [InlineData("public string GetVmId => VmId;")]
    [InlineData("public readonly string GetVmId = \"\";")]
    [InlineData("public event global::System.Action? GetVmId { add { } remove { } }")]
    [InlineData("public int GetVmId(int digits) => VmId.Length + (int)GetVmId().GetValueOrDefault().ToByteArray()[digits];")]
    [InlineData("public T GetVmId<T>() => (T)(object)GetVmId().GetValueOrDefault();")]
    [InlineData("public string ToJson() => VmId;")]
    [InlineData("public string ToJson(bool isIndented) => ToJson() + isIndented;")]
    public void A_member_of_a_part_takes_the_place_of_a_convenience(string member)
    {
        foreach (var @namespace in new[] { "Imds", "Imds.V2019_06_01" })
        {
            new Project
            {
                Source = $"namespace {@namespace} {{ internal partial record Compute {{ {member} }} }}" + Program,
                Additional = "2019-06-01",
            }.Run().WithoutFindings();
        }
    }

    [Theory]
    [InlineData("Imds.Compute.VmId", "namespace Imds { internal partial record Compute { public int VmId => 1; } }")]
    [InlineData("Imds.Compute.VmId", "namespace Imds; internal partial record Compute { public int VmId() => 1; }")]
    [InlineData("Imds.Compute.VmId", "namespace Imds; internal partial record Compute { public static int Other = 1, VmId = 2; }")]
    [InlineData("Imds.ImdsClient.Instance", "namespace Imds; internal partial class ImdsClient { public int Instance => 1; }")]
    [InlineData("Imds.V2019_06_01.Compute.VmId", "namespace Imds.V2019_06_01; internal partial record Compute { public int VmId => 1; }")]
    public void A_member_of_a_part_in_the_place_of_a_field_is_one_message(string name, string source)
    {
        var run = new Project { Source = source, Additional = "2019-06-01" }.Run();

        var problem = Assert.Single(run.Problems);
        Assert.Equal(("IMDS023", DiagnosticSeverity.Error), (problem.Id, problem.Severity));
        Assert.Contains($"'{name}'", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(name[(name.LastIndexOf('.') + 1)..],
            source.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
        Assert.Empty(run.CompilerFindings);
    }

    /// <summary>Types behind an alias cannot be meant by a name without it.</summary>
    [Fact]
    public void A_library_behind_an_alias_is_no_other_of_the_same_names()
    {
        var library = new Project { Name = "Library", IsPublic = true, ApiVersion = "2020-09-01" }.Run().WithoutFindings().ToReference();

        new Project
        {
            References = [library.WithAliases(["contoso"])],
            Source = "extern alias contoso; internal static class Uses { public static string Both(contoso::Imds.Compute one, "
                + "Imds.Compute two) => one.VmSize + two.VmSize; }",
        }.Run().WithoutFindings();
        Assert.Equal("IMDS019", Assert.Single(
            new Project { References = [library.WithAliases(["contoso", "global"])] }.Run().Problems).Id);
    }

    [Fact]
    public async Task Code_that_uses_types_generated_twice_gets_no_message_for_each_use()
    {
        var library = new Project { Name = "Library", IsPublic = true }.Run().ToReference();
        var run = new Project
        {
            References = [library],
            Source = Program + " namespace Other { internal static class Uses { public static bool IsNew(global::Imds.ImdsClient imds)"
                + " => imds.ApiVersion >= global::Imds.ImdsApiVersions.V2021_01_01; } }",
        }.Run();
        Assert.Contains(run.CompilerFindings, finding => finding.Id == "CS0436");

        var shown = await run.Compilation.WithAnalyzers([new GeneratedTwiceSuppressor()]).GetAllDiagnosticsAsync();

        Assert.DoesNotContain(shown, finding => finding.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void Libraries_with_namespaces_of_their_own_live_side_by_side()
    {
        MetadataReference Library(string name) =>
            new Project { Name = name, Namespace = name + ".Machine", IsPublic = true }.Run().WithoutFindings().ToReference();

        new Project
        {
            References = [Library("Contoso"), Library("Fabrikam")],
            Source = "internal static class Uses { public static string Both(Contoso.Machine.Compute one, Fabrikam.Machine.Compute two) "
                + "=> one.VmSize + two.VmSize; }" + Program,
        }.Run().WithoutFindings();
    }

    [Fact]
    public void Every_type_says_that_it_is_generated()
    {
        var run = new Project { Additional = "2019-06-01" }.Run().WithoutFindings();

        var types = run.Compilation.Assembly.GlobalNamespace.GetNamespaceMembers().SelectMany(Types).ToList();
        Assert.True(types.Count > 100);
        Assert.All(types, type =>
            Assert.Contains(type.GetAttributes(), attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute"));

        static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
            space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
    }
}
