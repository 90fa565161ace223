using Imds.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
    private static string Impostors => string.Concat(TypeNames.All.Append("String").Append("Func").Append("JsonConverter").Append("GeneratedCode")
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
        { "global alias", "global using Task = System.Threading.Tasks.Task<string>; global using ImdsList = System.Int32; global using Uri = System.String;" },
        { "global using of types of these names", $"global using Impostors; namespace Impostors {{ {Impostors} }}" },
        { "types of these names in the global namespace", Impostors },
        { "types of these names in the project's namespace", $"namespace App {{ {Impostors} }}" },
        { "types called like records", "internal class Compute { } internal class Instance { } namespace App { internal class Network { } }" },
        { "global using of types called like records", "global using Records; namespace Records { internal class Compute { } internal class Instance { } internal class Tag { } }" },
        { "namespace X.Imds", "namespace App.Imds { internal class ImdsClient { } internal class Compute { } }" },
        { "class X.Imds", "namespace App { internal static class Imds { } }" },
        { "namespaces called like those of the framework", "namespace App.System.Threading.Tasks { internal class Task { } } namespace Imds.System { internal class Uri { } }" },
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
            new Project { Source = source + Program, Additional = "2019-06-01", Minimum = "2019-06-01", Nullable = NullableContextOptions.Disable },
        })
        {
            project.Run().WithoutFindings();
        }
    }

    [Fact]
    public void It_builds_as_CSharp_9_without_nullable() =>
        new Project { Source = Program.Replace("namespace", $"{Impostors} namespace"), Language = LanguageVersion.CSharp9, Nullable = NullableContextOptions.Disable }
            .Run().WithoutFindings();

    [Fact]
    public void Every_type_says_that_it_is_generated()
    {
        var run = new Project { Additional = "2019-06-01" }.Run().WithoutFindings();

        var types = run.Compilation.Assembly.GlobalNamespace.GetNamespaceMembers().SelectMany(Types).ToList();
        Assert.True(types.Count > 100);
        Assert.All(types, type => Assert.Contains(type.GetAttributes(), attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute"));

        static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) => space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
    }
}
