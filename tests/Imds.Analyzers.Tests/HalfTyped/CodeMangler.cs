using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Analyzers.Tests.HalfTyped;

/// <summary>
/// Makes of code that compiles what it is while somebody types: tokens and characters are gone, doubled, in the wrong place, or the rest is
/// not there yet. The same number always gives the same program.
/// </summary>
internal sealed class CodeMangler(IReadOnlyList<string> programs)
{
    private static readonly string[] Extra =
        ["(", ")", "{", "}", "[", "]", "<", ">", ";", ",", ".", "?", "?.", "=>", "\"", "$\"", "@\"", "\"\"\"", "'", "#", "/*", "//",
            "\\u0041", "@", "1", "x", "\uFFFF", "\0",
            "record ", "partial ", "const ", "static ", "new ", "await ", "nameof(", "is ", "with {", "global::", "Imds.", "where T : ",
            "switch ", "=", "[ImdsVersionGuard(", "[RequiresImdsVersion()]", "[ImdsDocument(]"];

    private static readonly string[] Keywords =
        [.. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)];

    public string Program(int number)
    {
        var random = new Random(number);
        var code = programs[random.Next(programs.Count)];
        for (var changes = random.Next(3) == 0 ? random.Next(1, 12) : random.Next(1, 4); changes > 0 && code.Length > 0; changes--)
        {
            code = Change(code, random);
        }

        return code;
    }

    private string Change(string code, Random random)
    {
        var root = CSharpSyntaxTree.ParseText(code).GetRoot();
        var tokens = root.DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        var nodes = root.DescendantNodes().Where(node => node.Span.Length > 0).ToList();
        if (tokens.Count == 0 || nodes.Count == 0)
        {
            return "";
        }

        var token = Any(tokens);
        var node = Any(nodes);
        var at = random.Next(code.Length);
        switch (random.Next(15))
        {
            case 10: // a whole expression, statement or member is not there
                return code.Remove(node.SpanStart, node.Span.Length);
            case 11: // or is there twice
                return code.Insert(node.SpanStart, node + " ");
            case 12: // or is another
                return code.Remove(node.SpanStart, node.Span.Length).Insert(node.SpanStart, Any(nodes).ToString());
            case 13: // or another of its kind
                var alike = nodes.Where(other => other.RawKind == node.RawKind).ToList();
                return code.Remove(node.SpanStart, node.Span.Length).Insert(node.SpanStart, Any(alike).ToString());
            case 14:
                return code.Insert(token.SpanStart, Any(Keywords) + " ");
            case 0: // a token is not there
                return Replace(token, "");
            case 1: // or is another
                return Replace(token, Any(tokens).Text);
            case 2: // or has another before it
                return code.Insert(token.SpanStart, Any(tokens).Text + " ");
            case 3:
                return code.Insert(token.SpanStart, Any(Extra));
            case 4: // two have changed places
                var (first, second) = (token, Any(tokens));
                if (first.SpanStart > second.SpanStart)
                {
                    (first, second) = (second, first);
                }

                return first == second
                    ? code : new StringBuilder(code).Remove(second.SpanStart, second.Span.Length).Insert(second.SpanStart, first.Text)
                    .Remove(first.SpanStart, first.Span.Length).Insert(first.SpanStart, second.Text).ToString();
            case 5: // the rest is not there yet
                return code[..at];
            case 6:
                return code.Remove(at, Math.Min(code.Length - at, random.Next(1, 40)));
            case 7: // something is left of another program
                var other = Any(programs);
                var start = random.Next(other.Length);
                return code.Insert(at, other.Substring(start, Math.Min(other.Length - start, random.Next(1, 80))));
            case 8: // a token is being typed
                return Replace(token, token.Text[..random.Next(token.Text.Length)]);
            default: // a string is empty
                var strings = tokens.Where(one => one.IsKind(SyntaxKind.StringLiteralToken) || one.IsKind(SyntaxKind.IdentifierToken))
                    .ToList();
                return strings.Count == 0
                    ? code : Replace(Any(strings), Any(["\"\"", "null", "\"2021-\"", "default", "()", "X.Y", "@class", "1"]));
        }

        T Any<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

        string Replace(SyntaxToken what, string text) => code.Remove(what.SpanStart, what.Span.Length).Insert(what.SpanStart, text);
    }
}
