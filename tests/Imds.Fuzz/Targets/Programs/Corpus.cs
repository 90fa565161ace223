using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Fuzz.Targets.Programs;

/// <summary>The programs of this repository that the rules look at: of their tests, of the pages and of the samples.</summary>
internal static partial class Corpus
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Diagnostics; using System.Linq; using System.Net.Http; using System.Net.Http.Json;
        using System.Text.Json; using System.Text.Json.Serialization; using System.Threading; using System.Threading.Tasks; using Imds;

        """;

    public static IReadOnlyList<string> Programs { get; } =
        [.. Files("tests/Imds.Analyzers.Tests", "*.cs").SelectMany(file => ProgramsOf(Texts(file)))
            .Concat(Files("docs", "*.md").SelectMany(file => ProgramsOf(Blocks().Matches(file).Select(block => block.Groups[1].Value))))
            .Concat(Files("samples", "*.cs"))
            .Distinct()];

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(name => name is "obj" or "bin"))
            .Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file));

    /// <summary>The texts in the code of a test, without the marks for what is found in them.</summary>
    private static IEnumerable<string> Texts(string test) => CSharpSyntaxTree.ParseText(test).GetRoot().DescendantTokens()
        .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken)
        .Select(token => Marks().Replace(token.ValueText, ""));

    /// <summary>Whole programs as they are, and what stands in a class or a method a few at a time in one.</summary>
    private static IEnumerable<string> ProgramsOf(IEnumerable<string> texts)
    {
        var (programs, members, statements) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var text in texts.Where(text => text.AsSpan().IndexOfAny(";{") >= 0))
        {
            var unit = SyntaxFactory.ParseCompilationUnit(text);
            if (unit.ContainsDiagnostics || unit.Members.Any(member =>
                member is BaseFieldDeclarationSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax))
            {
                if (!SyntaxFactory.ParseCompilationUnit($"class C {{ {text}\n }}").ContainsDiagnostics)
                {
                    members.Add(text);
                }
            }
            else if (unit.Members.Any(member => member is GlobalStatementSyntax))
            {
                statements.Add(string.Concat(unit.Members.Where(member => member is GlobalStatementSyntax)
                    .Select(member => member.ToFullString())));
            }
            else if (unit.Members.Count > 0)
            {
                programs.Add(text.StartsWith('#') ? text : Usings + text);
            }
        }

        return
        [
            .. programs,
            .. members.Chunk(3).Select(some => $$"""
                {{Usings}}class C { ImdsClient imds = new ImdsClient(); Instance vm = Instance.Empty; void Use(object x) { }
                {{string.Join('\n', some)}}
                }
                """),
            .. statements.Chunk(3).Select(some => $$"""
                {{Usings}}class C { ImdsClient imds = new ImdsClient(); Instance vm = Instance.Empty; void Use(object x) { } bool Other() => true; void Log(string url) { }
                async Task M(HttpClient http, ImdsClient client, Instance? maybe, string version, string path, string query, int index) {
                {{string.Join('\n', some.Select(one => "{ " + one + "\n}"))}}
                } }
                """),
        ];
    }

    [GeneratedRegex(@"\{\|[A-Z0-9]*:|\|\}|\[\||\|\]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^```csharp[^\n]*\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
