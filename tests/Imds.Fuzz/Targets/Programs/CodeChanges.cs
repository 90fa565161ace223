using System.Text;
using Imds.Fuzz.Frame;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Fuzz.Targets.Programs;

/// <summary>
/// Makes of code that compiles what it is while somebody types: tokens and characters are gone, doubled, in the wrong place, or the rest is
/// not there yet. Some changes leave code that compiles, and means something else.
/// </summary>
internal static class CodeChanges
{
    private static readonly string[] Extra =
    [
        "(", ")", "{", "}", "[", "]", "<", ">", ";", ",", ".", "?", "?.", "!", "=>", "\"", "$\"", "@\"", "\"\"\"", "$$\"\"\"", "\"u8", "'",
        "#", "/*", "//", "///", "\\u0041", "@", "1", "x", "\uFFFF", "\0", "\u2028", "é", "record ", "partial ", "const ", "static ",
        "new ", "new() ", "await ", "async ", "nameof(", "is ", "with { ", "global::", "Imds.", "Imds.V2018_02_01.", "where T : ",
        "switch ", "=", "+=", "??=", "..", "^1", "#if X\n", "#endif\n", "#line 5 \"x.cs\"\n", "#line hidden\n",
        "#pragma warning disable\n", "#nullable disable\n", "[ImdsVersionGuard(", "[RequiresImdsVersion()]", "[ImdsDocument(]",
        "extension(", "[assembly: ImdsApiVersion(\"2025-04-07\")]", "field", "ref ", "out var _", "yield return ", "goto x;", "unsafe ",
        "delegate*<void> ",
    ];

    private static readonly string[] Keywords =
        [.. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)];

    private static readonly string[] Replacements =
        ["null", "default", "()", "X.Y", "@class", "1", "this", "base", "typeof(int)", "x => x", "throw null!", "stackalloc int[1]",
        "(1, 2)", "[]", "_"];

    /// <summary>Names that the rules look for.</summary>
    private static readonly string[] Words =
    [
        "ImdsClient", "Instance", "Compute", "ApiVersion", "ImdsApiVersions", "ImdsApiVersion", "V2021_01_01", "V2018_02_01", "Target",
        "UserData", "CustomData", "ExtendedLocation", "IsHostCompatibilityLayerVm", "PhysicalZone", "StorageProfile", "DataDisks",
        "TagsList", "OsType", "VmSize", "Priority", "GetAsync", "Has", "HttpClient", "BaseAddress", "GetStringAsync", "UriBuilder",
        "Query", "JsonDocument", "GetProperty", "JsonPropertyName", "ImdsDocument", "RequiresImdsVersion", "ImdsVersionGuard", "OsTypes",
        "Equals", "CompareTo", "StringComparison", "Network", "Interface", "ScheduledEvents", "WatchAsync",
    ];

    private static readonly string[] Texts =
    [
        "", "2021-03-01", "2025-04-07", "2017-03-01", "2021-", "2021-02-30", "2099-01-01", "Linux", "linux", "Windwos", "compute",
        "compute/vmSize", "instance/compute", "instance/network/interface/0/ipv4", "vmSize", "tagsList", "userData", "rackPosition",
        "noSuchField", "http://169.254.169.254", "http://169.254.169.254/metadata/",
        "http://169.254.169.254/metadata/instance?api-version=2021-02-01",
        "http://169.254.169.254/metadata/instance/compute/userData?api-version=2019-03-11&format=text",
        "http://169.254.169.254/metadata/instance/compute/vmSize?format=text", "https://169.254.169.254/metadata/instance",
        "/metadata/instance?api-version=", "http://169.254.169.254/metadata/scheduledevents?api-version=2020-07-01",
        "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01", "?api-version=2021-02-01", "&format=json",
        "Metadata", "true", "{0}", "{", "}", "\\", "%", "#",
    ];

    /// <param name="isGentle">Whether what compiles mostly still compiles.</param>
    public static string Change(string code, IReadOnlyList<string> programs, Random random, bool isGentle)
    {
        var root = CSharpSyntaxTree.ParseText(code).GetRoot();
        var tokens = root.DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        var nodes = root.DescendantNodes().Where(node => node.Span.Length > 0).ToList();
        if (tokens.Count == 0 || nodes.Count == 0)
        {
            return random.Any(programs);
        }

        var token = random.Any(tokens);
        var node = random.Any(nodes);
        var at = random.Next(code.Length);
        switch (isGentle ? random.Next(16, 20) : random.Next(22))
        {
            case 0: // a token is not there
                return Replace(token.Span, "");
            case 1: // or is another
                return Replace(token.Span, random.Any(tokens).Text);
            case 2: // or has another before it
                return code.Insert(token.SpanStart, random.Any(tokens).Text + " ");
            case 3:
                return code.Insert(token.SpanStart, random.Any(Extra));
            case 4: // two have changed places
                return Swap(token.Span, random.Any(tokens).Span);
            case 5: // the rest is not there yet
                return code[..at];
            case 6:
                return code.Remove(at, Math.Min(code.Length - at, random.Next(1, 40)));
            case 7: // something is left of another program
                var other = random.Any(programs);
                var start = random.Next(other.Length);
                return code.Insert(at, other.Substring(start, Math.Min(other.Length - start, random.Next(1, 80))));
            case 8: // a token is being typed
                return Replace(token.Span, token.Text[..random.Next(token.Text.Length)]);
            case 9: // a whole expression, statement or member is not there
                return Replace(node.Span, "");
            case 10: // or is there twice
                return code.Insert(node.SpanStart, node + " ");
            case 11: // or is another
                return Replace(node.Span, random.Any(nodes).ToString());
            case 12:
                return code.Insert(token.SpanStart, random.Any(Keywords) + " ");
            case 13:
                return Replace(OneOf(SyntaxKind.StringLiteralToken, SyntaxKind.IdentifierToken), random.Any(Replacements));
            case 14: // two programs are one
                return random.Once(2) ? code + "\n" + random.Any(programs)
                    : $"{code}\n//// {random.Any(ProgramInput.OtherFiles)}\n{random.Any(programs)}";
            case 15: // a name is another
                return Replace(OneOf(SyntaxKind.IdentifierToken), random.Any(Words));
            case 16 or 17 or 18: // a text is another
                return Replace(OneOf(SyntaxKind.StringLiteralToken), SymbolDisplay.FormatLiteral(random.Any(Texts), quote: true));
            case 19: // two parts of a kind have changed places
                return Swap(node.Span, random.Any(nodes.Where(other => other.RawKind == node.RawKind).ToList()).Span);
            case 20: // the same name is used for two things
                return Replace(OneOf(SyntaxKind.IdentifierToken), OneOfText(SyntaxKind.IdentifierToken));
            default: // or another of its kind
                return Replace(node.Span, random.Any(nodes.Where(other => other.RawKind == node.RawKind).ToList()).ToString());
        }

        TextSpan OneOf(params SyntaxKind[] kinds) =>
            tokens.Where(one => kinds.Contains(one.Kind())).ToList() is { Count: > 0 } alike ? random.Any(alike).Span : default;

        string OneOfText(SyntaxKind kind) => OneOf(kind) is var span ? code.Substring(span.Start, span.Length) : "";

        string Replace(TextSpan span, string text) => span.IsEmpty ? code : code.Remove(span.Start, span.Length).Insert(span.Start, text);

        string Swap(TextSpan one, TextSpan other)
        {
            if (one.OverlapsWith(other) || one.IsEmpty || other.IsEmpty)
            {
                return code;
            }

            var (first, second) = one.Start < other.Start ? (one, other) : (other, one);
            return new StringBuilder(code.Length).Append(code, 0, first.Start).Append(code, second.Start, second.Length)
                .Append(code, first.End, second.Start - first.End).Append(code, first.Start, first.Length)
                .Append(code, second.End, code.Length - second.End).ToString();
        }
    }
}
