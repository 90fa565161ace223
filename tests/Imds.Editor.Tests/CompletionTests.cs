using Imds.Testing;
using Microsoft.CodeAnalysis.Completion;

namespace Imds.Editor.Tests;

/// <summary>
/// After a dot stands what a person uses: everything that an editor offers there, with its summary, is in Completions.md, and nothing
/// else is offered.
/// </summary>
public sealed class CompletionTests(Consumer consumer) : IClassFixture<Consumer>
{
    private const string Renewal = "RENEW_SNAPSHOTS";
    private const string Command = $"dotnet test tests/Imds.Editor.Tests -e {Renewal}=1";

    private static readonly string Table = Path.Combine(Repository.Root, "tests", "Imds.Editor.Tests", "Completions.md");

    private static readonly string[] Expressions =
    [
        "imds.", "imds.Instance.", "imds.Instance.Compute.", "imds.Instance.Network.Interface[0].", "vm.", "vm.Compute.", "Instance.",
        "ImdsApiVersions.", "imds.ScheduledEvents.", "imds.Identity.", "imds.Identity.Oauth2.Token.", "imds.Attested.Document.",
        "imds.Instance.Network.Interface.", "imds.Instance.Compute.VmSize.", "new ImdsClientOptions().", "Imds.Imds",
        "vm.Compute.StorageProfile.OsDisk.", "OsTypes.",
    ];

    [Fact]
    public async Task Completion_offers_what_the_table_says()
    {
        var offered = new List<string>();
        foreach (var expression in Expressions)
        {
            offered.Add($"## `{expression}`\n\n{string.Concat(await OfferedAfterAsync(expression))}");
        }

        var table = $"# What completion offers\n\nRenewed by `{Command}`.\n\n{string.Join("\n", offered)}";
        if (Environment.GetEnvironmentVariable(Renewal) == "1")
        {
            await File.WriteAllTextAsync(Table, table);
        }

        var kept = (await File.ReadAllTextAsync(Table)).ReplaceLineEndings("\n");
        var added = table.Split('\n').Except(kept.Split('\n')).ToList();
        var gone = kept.Split('\n').Except(table.Split('\n')).ToList();
        Assert.True(table == kept, $"""
            Completion offers something else than Completions.md says. Where that is meant, renew it and review the diff:
                {Command}
            {string.Join("\n", gone.Take(10).Select(line => "- " + line))}
            {string.Join("\n", added.Take(10).Select(line => "+ " + line))}
            """);
    }

    /// <summary>What reads a text hangs on the field, and not on every string of a program.</summary>
    [Fact]
    public async Task Nothing_of_ours_is_offered_on_a_string()
    {
        var offered = await OfferedAfterAsync("\"text\".");

        Assert.Contains(offered, item => item.StartsWith("- `Length`", StringComparison.Ordinal));
        Assert.DoesNotContain(offered, item => item.Contains("Imds", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> OfferedAfterAsync(string expression)
    {
        var (document, position) = consumer.Open(expression + "$");
        var service = CompletionService.GetService(document)!;
        var list = await service.GetCompletionsAsync(document, position);
        var typed = expression[(expression.LastIndexOf('.') + 1)..];

        var lines = new List<string>();
        foreach (var item in list.ItemsList.Where(item => item.DisplayText.StartsWith(typed, StringComparison.Ordinal)))
        {
            var description = await service.GetDescriptionAsync(document, item);
            lines.Add($"- `{item.DisplayText}`: {Summary(description!.Text)}\n");
        }

        return lines;
    }

    /// <summary>A description has the declaration first, and then the summary.</summary>
    private static string Summary(string description)
    {
        var lines = description.ReplaceLineEndings("\n").Split('\n');
        return lines.Length > 1 ? lines[1] : "";
    }
}
