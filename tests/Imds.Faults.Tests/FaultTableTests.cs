namespace Imds.Faults.Tests;

/// <summary>Every fault with every call that the generated client has: how it ends, after how many tries, and after what time.</summary>
public sealed class FaultTableTests(FaultTableTests.Computed computed) : IClassFixture<FaultTableTests.Computed>
{
    private const string Renewal = "RENEW_SNAPSHOTS";
    private const string Heading = "## Calls\n";
    private static readonly string Page = Repository.PathOf("docs", "faults.md");

    /// <summary>The table, computed once.</summary>
    public sealed class Computed : IAsyncLifetime
    {
        internal FaultTable Table { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Table = await FaultTable.ComputeAsync();

        public ValueTask DisposeAsync() => default;
    }

    [Fact]
    public void The_page_shows_what_becomes_of_every_call()
    {
        var text = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var intended = text[..text.IndexOf(Heading, StringComparison.Ordinal)] + computed.Table.Render();
        if (Environment.GetEnvironmentVariable(Renewal) == "1")
        {
            File.WriteAllText(Page, text = intended);
        }

        var (kept, now) = (text.Split('\n'), intended.Split('\n'));
        var differs = kept.Zip(now).Where(line => line.First != line.Second).Take(3).Select(line => $"- {line.First}\n+ {line.Second}").ToList();
        Assert.True(text == intended, $"""
            docs/faults.md does not show what becomes of each call. Where the change is meant, renew it and review the diff:
                dotnet test tests/Imds.Faults.Tests -e {Renewal}=1
            {string.Join("\n", differs)}
            """);
    }

    [Fact]
    public void Every_message_says_what_was_asked_what_happened_and_what_to_do() => Assert.All(
        computed.Table.All.Where(cell => cell.Outcome.Failure is not null),
        cell => Assert.Matches(@"^(GET|POST) http://127\.0\.0\.1:[0-9]+/metadata/[^ ]+: [^.]+.*\. .+\.\)?$", cell.Outcome.Failure!.Message));

    [Fact]
    public void Every_failure_knows_how_often_it_was_tried() => Assert.All(
        computed.Table.All.Where(cell => cell.Outcome.Failure is not null && cell.Call.Method.Name != "WatchAsync"), // the last of many calls
        cell => Assert.Equal(cell.Outcome.Tries, cell.Outcome.Failure!.Attempts));
}
