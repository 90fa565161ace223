using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Tests;

/// <summary>The code on the pages of docs is code: it compiles as it stands there, in a project with implicit usings.</summary>
public sealed partial class DocumentationTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Theory]
    [InlineData("attestation.md", 4)]
    [InlineData("values.md", 2)]
    public void The_code_of_a_page_compiles(string page, int blocks)
    {
        var text = Repository.Read("docs", page);
        var code = Code().Matches(text).Select(match => match.Groups["code"].Value).ToList();
        Assert.Equal(blocks, code.Count);

        var project = new Project { ApiVersion = "2025-04-07" };
        var compilation = project.Run().WithoutFindings().Compilation.AddSyntaxTrees(
            code.Prepend(ImplicitUsings).Select((block, index) => CSharpSyntaxTree.ParseText(
                block, project.ParseOptions.WithDocumentationMode(DocumentationMode.None), $"{page}#{index}")));
        Assert.Empty(compilation.GetDiagnostics().Where(finding => finding.Severity >= DiagnosticSeverity.Warning));
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
