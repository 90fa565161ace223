using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Conventions.Tests;

/// <summary>
/// A line fits beside another on a screen. The one exception is text that a test feeds to something: a program or a reply reads
/// better in one piece.
/// </summary>
public class LineLengthTests
{
    private const int Longest = 140;

    [Fact]
    public void No_line_of_code_is_longer_than_140_characters() =>
        Assert.Empty(Files.All(".cs").AsParallel().SelectMany(TooLong).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("generator/A.cs", "var x = 1;", true)]
    [InlineData("tests/A.cs", "var x = 1;", true)]
    [InlineData("generator/A.cs", "\"", false)]
    [InlineData("tests/A.cs", "\"", false)]
    public void What_is_too_long_is_seen_where_it_is_no_text_of_a_test(string file, string start, bool isCode)
    {
        var source = isCode ? start + new string(' ', Longest) + "y();" : "var x = " + start + new string('a', Longest) + start + ";";

        Assert.Equal(isCode || !IsTest(file) ? [1] : [], LinesTooLong(SourceText.From(source), IsTest(file)));
    }

    private static IEnumerable<string> TooLong(string path)
    {
        var file = Files.NameOf(path);
        return LinesTooLong(SourceText.From(File.ReadAllText(path)), IsTest(file)).Select(line => $"{file}:{line}");
    }

    private static bool IsTest(string file) => file.StartsWith("tests/", StringComparison.Ordinal);

    private static IEnumerable<int> LinesTooLong(SourceText source, bool isTest)
    {
        var lines = source.Lines.Where(line => line.Span.Length > Longest).ToList();
        if (lines.Count > 0 && isTest)
        {
            var root = CSharpSyntaxTree.ParseText(source).GetRoot();
            lines.RemoveAll(line => IsText(LastOf(root, line)));
        }

        return lines.Select(line => line.LineNumber + 1);
    }

    /// <summary>What makes the line too long: what is left of it once the brackets and commas that close it are gone.</summary>
    private static SyntaxToken LastOf(SyntaxNode root, TextLine line)
    {
        var token = root.FindToken(line.Start + Longest);
        while (SyntaxFacts.IsPunctuation(token.Kind()) && token.SpanStart > line.Start)
        {
            token = token.GetPreviousToken();
        }

        return token;
    }

    private static bool IsText(SyntaxToken token) =>
        token.Parent is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression }
            || token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is not null;
}
