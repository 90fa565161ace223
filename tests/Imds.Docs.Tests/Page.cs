using System.Text.RegularExpressions;

namespace Imds.Docs.Tests;

/// <summary>A page of the documentation, cut into its sections and their blocks of code.</summary>
internal static partial class Page
{
    private static readonly string[] Properties =
        ["ImdsApiVersion", "ImdsMinimumApiVersion", "ImdsAdditionalApiVersions", "ImdsPublic", "ImdsNamespace"];

    /// <summary>The blocks of C#, each with what stands before it in its section: project settings, and types of earlier blocks.</summary>
    public static IEnumerable<CodeBlock> Blocks(string path)
    {
        var settings = new Dictionary<string, string>();
        var earlier = new List<string>();
        var alias = "";
        var text = Repository.Read(path.Split('/'));
        foreach (Match match in Parts().Matches(text))
        {
            if (!match.Groups["language"].Success)
            {
                settings = [];
                earlier = [];
                alias = "";
            }
            else if (match.Groups["language"].Value == "xml")
            {
                alias = Alias().Match(match.Value) is { Success: true } aliased ? aliased.Groups[1].Value : alias;
                settings = Properties.Select(name => (name, value: Regex.Match(match.Value, $"<{name}>(.*?)</{name}>")))
                    .Where(found => found.value.Success).ToDictionary(found => found.name, found => found.value.Groups[1].Value);
            }
            else if (match.Groups["language"].Value == "csharp")
            {
                var code = match.Groups["code"].Value;
                var line = 1 + text.AsSpan(0, match.Groups["code"].Index).Count('\n');
                yield return new CodeBlock(path, line, code, settings, [.. earlier], alias);
                if (!CodeBlock.HasStatements(code))
                {
                    earlier.Add(code);
                }
            }
        }
    }

    [GeneratedRegex("^## [^\n]*$|^```(?<language>\\w+)[^\n]*\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Parts();

    [GeneratedRegex("Aliases=\"(.*?)\"")]
    private static partial Regex Alias();
}
