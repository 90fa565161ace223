using System.Globalization;
using System.Net;
using System.Text;
using Imds.Emulator;

namespace Imds.Faults.Tests;

/// <summary>Nothing else runs beside these, as they measure what the process holds.</summary>
[CollectionDefinition(nameof(LongRunTests), DisableParallelization = true)]
public sealed class AloneDefinition;

/// <summary>What a client holds after very many calls is what it held after half of them.</summary>
[Collection(nameof(LongRunTests))]
public sealed class LongRunTests(ITestOutputHelper output)
{
    private const int Callers = 64;

    [Fact]
    public async Task Ten_thousand_calls_of_64_callers_leave_nothing_behind()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = emulator.Endpoint, LimitRate = false });
        var fields = ClientCall.All.Where(call => call.Method.DeclaringType == typeof(ImdsLeaf<string>)).ToList();
        var calls = 0;

        // Held back for a moment, so that each caller has its connection from the beginning.
        emulator.Faults.Add(ImdsFaultList.All, ImdsFault.SlowHeaders(TimeSpan.FromMilliseconds(300)), count: Callers);
        await Task.WhenAll(fields.Take(Callers).Select(field => field.InvokeAsync(imds, emulator, "", TimeProvider.System, default)));
        await CallAsync(6_000);
        var middle = Usage.Now();
        await CallAsync(10_000);
        var end = Usage.Now();

        output.WriteLine($"After 6,000 and 10,000 calls: {middle}, {end}");
        Usage.AssertFlat(middle, end);

        async Task CallAsync(int until)
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
            {
                for (int i; (i = Interlocked.Increment(ref calls)) <= until;)
                {
                    await CallOnceAsync(caller, i);
                }
            })));
            calls = until;
            emulator.Reset(); // which else remembers the last thousand requests
        }

        // What all ask for is shared between them; the fields, and the tokens for more resources than are kept, are not.
        async Task CallOnceAsync(int caller, int number)
        {
            switch (number % 8)
            {
                case 0:
                    Assert.NotEqual("", (await imds.Instance.GetAsync()).Compute.VmId);
                    break;
                case 1:
                    Assert.NotEmpty(await imds.Instance.Network.Interface.ListAsync());
                    break;
                case 2:
                    Assert.Empty((await imds.ScheduledEvents.GetAsync()).Events);
                    break;
                case 3:
                    Assert.NotEqual("", (await imds.Identity.Oauth2.Token.GetAsync($"https://{number % 4800}/")).AccessToken);
                    break;
                default:
                    Assert.NotNull(await fields[caller].InvokeAsync(imds, emulator, "", TimeProvider.System, default));
                    break;
            }
        }
    }

    [Fact]
    public async Task A_day_of_watching_and_of_tokens_leaves_nothing_behind()
    {
        var clock = new TestClock();
        var service = new Service(clock);
        await using var imds = new ImdsClient(new ImdsClientOptions { Handler = service, TimeProvider = clock });
        using var end = new CancellationTokenSource();
        var told = new Dictionary<ImdsEventChangeKind, int>();
        var watch = WatchAsync();
        var user = UseTokensAsync();
        var measured = new List<Usage>();
        foreach (var hour in new[] { 6, 15, 24 })
        {
            while (clock.Elapsed < TimeSpan.FromHours(hour))
            {
                clock.AdvanceToNext();
            }

            Assert.Equal(2, clock.TimersSet); // the next look at the list, and the next use of a token
            measured.Add(Usage.Now());
        }

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => user);
        output.WriteLine($"After 6, 15 and 24 hours: {string.Join(", ", measured)}; {service.Lists} lists, {service.Tokens} tokens");
        Usage.AssertFlat(measured[1], measured[2]);
        Assert.Equal(0, clock.TimersSet);
        Assert.Equal((24, 24, 24), (told[ImdsEventChangeKind.Appeared], told[ImdsEventChangeKind.Started], told[ImdsEventChangeKind.Gone]));
        Assert.Equal(27, service.Tokens); // one for each 55 minutes
        Assert.InRange(service.Lists, 86_000, 86_401);

        async Task WatchAsync()
        {
            await foreach (var change in imds.ScheduledEvents.WatchAsync(new ImdsWatchOptions { TimeProvider = clock }, end.Token))
            {
                told[change.Kind] = told.GetValueOrDefault(change.Kind) + 1;
            }
        }

        async Task UseTokensAsync()
        {
            while (true)
            {
                var token = await imds.Identity.Oauth2.Token.GetAsync("https://vault.azure.net/", cancellationToken: end.Token);
                Assert.InRange(long.Parse(token.ExpiresOn, CultureInfo.InvariantCulture),
                    clock.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(), long.MaxValue);
                await Task.Delay(TimeSpan.FromMinutes(1), clock, end.Token);
            }
        }
    }

    /// <summary>
    /// Has an event in each hour, which starts and goes, and fails every 700th time. It answers at once, so that the clock moves when all
    /// wait for it.
    /// </summary>
    private sealed class Service(TestClock clock) : HttpMessageHandler
    {
        public int Lists { get; private set; }

        public int Tokens { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isList = request.RequestUri!.AbsolutePath.EndsWith("/scheduledevents", StringComparison.Ordinal);
            return Task.FromResult(
                !isList ? Reply(Token())
                : ++Lists % 700 == 0 ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : Lists % 701 == 0 ? Reply("")
                : Reply(List()));
        }

        private static HttpResponseMessage Reply(string json) =>
            new() { Content = new StringContent(json, Encoding.UTF8, "application/json") };

        private string Token()
        {
            Tokens++;
            return $$"""{"access_token":"t{{Tokens}}","expires_on":"{{clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}}"}""";
        }

        private string List()
        {
            var (hour, minute) = ((int)clock.Elapsed.TotalHours, clock.Elapsed.Minutes);
            var @event = minute >= 50 ? "" : $$"""{"EventId":"e{{hour}}","EventStatus":"{{(minute < 30 ? "Scheduled" : "Started")}}"}""";
            var incarnation = (hour * 3) + (minute < 30 ? 0 : minute < 50 ? 1 : 2);
            return $$"""{"DocumentIncarnation":{{incarnation}},"Events":[{{@event}}]}""";
        }
    }
}
