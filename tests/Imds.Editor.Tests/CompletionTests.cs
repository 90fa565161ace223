using Imds.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Editor.Tests;

/// <summary>
/// After a dot stands what a person uses: everything that an editor offers there, with its summary, is in Completions.md, and nothing
/// else is offered.
/// </summary>
public sealed class CompletionTests : IDisposable
{
    private const string Renewal = "RENEW_SNAPSHOTS";
    private const string Command = $"dotnet test tests/Imds.Editor.Tests -e {Renewal}=1";

    private static readonly string Table = Path.Combine(Repository.Root, "tests", "Imds.Editor.Tests", "Completions.md");

    private static readonly string[] Expressions =
    [
        "imds.", "imds.Instance.", "imds.Instance.Compute.", "imds.Instance.Network.Interface[0].", "vm.", "vm.Compute.", "Instance.",
        "ImdsApiVersions.", "imds.ScheduledEvents.", "imds.Identity.Oauth2.Token.", "\"text\".AsImds",
    ];

    private readonly AdhocWorkspace _workspace = new(MefHostServices.Create(MefHostServices.DefaultAssemblies));

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

    public void Dispose() => _workspace.Dispose();

    private async Task<IReadOnlyList<string>> OfferedAfterAsync(string expression)
    {
        var before = $$"""
            using Imds;

            internal static class Program
            {
                public static void Use(ImdsClient imds, Instance vm)
                {
                    {{expression}}
            """;
        var document = Project.AddDocument("Program.cs", before + "\n    }\n}\n");
        var service = CompletionService.GetService(document)!;
        var list = await service.GetCompletionsAsync(document, before.Length);
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

    /// <summary>A project with the generated code in it, as the package makes it.</summary>
    private Microsoft.CodeAnalysis.Project Project => _project ??= MakeProject();

    private Microsoft.CodeAnalysis.Project? _project;

    private Microsoft.CodeAnalysis.Project MakeProject()
    {
        var run = new Imds.Generators.Tests.Harness.Project { ApiVersion = "2021-02-01" }.Run().WithoutFindings();
        var project = _workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer",
            LanguageNames.CSharp,
            parseOptions: run.Compilation.SyntaxTrees.First().Options, compilationOptions: run.Compilation.Options,
            metadataReferences: run.Compilation.References));
        foreach (var (name, text) in run.Sources)
        {
            project = project.AddDocument(name, SourceText.From(text)).Project;
        }

        return project;
    }
}
