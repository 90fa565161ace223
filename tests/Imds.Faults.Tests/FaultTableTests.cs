namespace Imds.Faults.Tests;

/// <summary>Every fault with every call that the generated client has: how it ends, after how many tries, and after what time.</summary>
public sealed class FaultTableTests(FaultTableTests.Computed computed) : IClassFixture<FaultTableTests.Computed>
{
    private const string Renewal = "RENEW_SNAPSHOTS";
    private const string Watch = "WatchAsync";
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
        var differs = kept.Zip(now).Where(line => line.First != line.Second).Take(3).Select(line => $"- {line.First}\n+ {line.Second}");
        Assert.True(text == intended, $"""
            docs/faults.md does not show what becomes of each call. Where the change is meant, renew it and review the diff:
                dotnet test tests/Imds.Faults.Tests -e {Renewal}=1
            {string.Join("\n", differs)}
            """);
    }

    [Fact]
    public void Every_message_says_what_was_asked_what_happened_and_what_to_do() => Assert.All(Failures(), cell => Assert.Matches(
        @"^(GET|POST) http://127\.0\.0\.1:[0-9]+/metadata/[^ ]+: [^.]+.*\. .+\.\)?$",
        cell.Outcome.Failure!.Message));

    [Fact]
    public void Every_failure_knows_how_often_it_was_tried() => Assert.All(
        Failures().Where(cell => cell.Call.Method.Name != Watch), // whose failure is that of the last of many calls
        cell => Assert.Equal(cell.Outcome.Tries, cell.Outcome.Failure!.Attempts));

    /// <summary>100 seconds, 130 for scheduled events; a watch is patient for five minutes, and may begin its last call then.</summary>
    [Fact]
    public void Nothing_takes_longer_than_its_options_say() => Assert.All(
        Failures(), cell => Assert.InRange(cell.Outcome.Time.TotalSeconds, 0, cell.Call switch
        {
            { Method.Name: Watch } => 300 + 130,
            { Endpoint: "scheduledevents" } => 130,
            _ => 100,
        }));

    /// <summary>A service that never has anything to tell is watched for as long as anybody wants.</summary>
    [Fact]
    public void Nothing_waits_for_ever_but_a_watch() => Assert.All(
        computed.Table.All.Where(cell => cell.Outcome.Result == Outcome.WaitsOn), cell => Assert.Equal(Watch, cell.Call.Method.Name));

    [Theory]
    [InlineData(ImdsFailure.Refused)]
    [InlineData(ImdsFailure.NotImds)]
    [InlineData(ImdsFailure.BodyTooLarge)]
    public void What_cannot_succeed_is_not_tried_again(ImdsFailure reason) => Assert.All(
        Failures().Where(cell => cell.Outcome.Failure!.Reason == reason && !MayPass(cell)), cell => Assert.Equal(1, cell.Outcome.Tries));

    // An identity that was given to the machine a moment ago is not found yet.
    private static bool MayPass((Fault Fault, ClientCall Call, Outcome Outcome) cell) =>
        cell.Fault.Name == "404" && cell.Call.Endpoint.StartsWith("identity/", StringComparison.Ordinal);

    private IEnumerable<(Fault Fault, ClientCall Call, Outcome Outcome)> Failures() =>
        computed.Table.All.Where(cell => cell.Outcome.Failure is not null);
}
