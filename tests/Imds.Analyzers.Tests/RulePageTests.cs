using System.Reflection;
using System.Text.RegularExpressions;
using Imds.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Imds.Analyzers.Tests;

/// <summary>Holds the rules, their pages and the release notes together, and the pages to what they say.</summary>
public partial class RulePageTests
{
    private static readonly string Pages = Path.Combine(Repository.Root, "docs", "rules");

    /// <summary>Every rule there is: a new class of them is found by itself.</summary>
    private static readonly IReadOnlyList<DiagnosticDescriptor> Rules = [.. typeof(Rule).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Rule).Namespace)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType == typeof(DiagnosticDescriptor)).Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
        .OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    /// <summary>The rules whose code can be compiled here; those on specs show specs instead.</summary>
    public static TheoryData<string> AnalyzedIds =>
        [.. Package.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct()
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void There_is_a_page_for_each_rule_and_none_besides() =>
        Assert.Equal(Rules.Select(rule => rule.Id + ".md"),
            Directory.GetFiles(Pages).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_release_notes_have_each_rule_and_none_besides()
    {
        var notes = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadAllLines(Path.Combine(Repository.Root, "generator", "Imds.Generators", file)))
            .Where(line => line.StartsWith("IMDS", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(Rules.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"), notes);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_page_says_what_the_rule_says(string id)
    {
        var rule = Rules.Single(rule => rule.Id == id);
        var page = File.ReadAllText(Path.Combine(Pages, id + ".md"));
        var severity = rule.DefaultSeverity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning",
            _ => "suggestion" };

        Assert.StartsWith($"# {id}: {rule.Title}\n\nSeverity: {severity}. Category: `{rule.Category}`.\n\n", page);
        Assert.Equal(["Why", "Failing", "Fixed", "Configuration"], Headings().Matches(page).Select(heading => heading.Groups[1].Value));
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri);
        Assert.All(["Failing", "Fixed"], section => Assert.NotEmpty(Blocks(page, section)));
    }

    [Theory, MemberData(nameof(AnalyzedIds))]
    public async Task The_failing_code_gives_that_rule_and_no_other(string id)
    {
        foreach (var code in Code(id, "Failing"))
        {
            Assert.Equal([id], (await FindAsync(code, PropertyOf(id, "Failing", code))).Select(finding => finding.Id)
                .Where(found => found.StartsWith("IMDS", StringComparison.Ordinal)).Distinct());
        }
    }

    [Theory, MemberData(nameof(AnalyzedIds))]
    public async Task The_fixed_code_compiles_and_gives_none(string id)
    {
        foreach (var code in Code(id, "Fixed"))
        {
            Assert.Empty(await FindAsync(code, PropertyOf(id, "Fixed", code)));
        }
    }

    private static Task<IReadOnlyList<Diagnostic>> FindAsync(string code, string property) =>
        new VerifierTest { ApiVersion = property, TestCode = code }.DiagnosticsAsync();

    /// <summary>What the project file says that the page shows: if it shows none, the newest version unless the code chooses one.</summary>
    private static string PropertyOf(string id, string section, string code)
    {
        var project = Blocks(File.ReadAllText(Path.Combine(Pages, id + ".md")), section).Where(block => block.Language == "xml")
            .Select(block => Property().Match(block.Text)).FirstOrDefault();
        return project is { Success: true }
            ? project.Groups[1].Value : code.Contains("[assembly: ImdsApiVersion", StringComparison.Ordinal) ? "" : "2025-04-07";
    }

    private static List<string> Code(string id, string section)
    {
        var code = Blocks(File.ReadAllText(Path.Combine(Pages, id + ".md")), section).Where(block => block.Language == "csharp")
            .Select(block => block.Text).ToList();
        Assert.NotEmpty(code);
        return code;
    }

    private static IEnumerable<(string Language, string Text)> Blocks(string page, string section)
    {
        var start = page.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        var end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Fences().Matches(page[start..end]).Select(block => (block.Groups[1].Value, block.Groups[2].Value));
    }

    [GeneratedRegex("<ImdsApiVersion>(.*)</ImdsApiVersion>")]
    private static partial Regex Property();

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
