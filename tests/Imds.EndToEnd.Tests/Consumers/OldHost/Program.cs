using Imds;
using Imds.Emulator;

// A host from before the target of this program, and one from before its minimum.
await using var old = await StartAsync("2019-06-04");
await using var tooOld = await StartAsync("2018-04-02");

await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = old.Endpoint });
Show("before", imds.ApiVersion);
var events = await imds.ScheduledEvents.GetAsync();
Show("events", string.Join(',', events.Events.Select(scheduled => $"{scheduled.EventId} {scheduled.EventType}")));
Show("description", events.Events[0].Description);
Show("source", $"'{events.Events[0].EventSource}'"); // since 2019-08-01
Show("between", imds.ApiVersion); // events have a line of versions of their own, so nothing is known of this one yet
Instance vm = await imds.Instance.GetAsync();
Show("name", vm.Compute.Name);
Show("after", imds.ApiVersion);
string userData = imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? await imds.Instance.Compute.UserData.GetAsync() : "not asked";
Show("userData", userData);
await foreach (var change in imds.ScheduledEvents.WatchAsync())
{
    Show("watched", change.Event.EventId);
    break;
}

await imds.ScheduledEvents.ApproveAsync(events.Events[0].EventId);
Show("approved", string.Join(',', (await imds.ScheduledEvents.GetAsync()).Events.Select(scheduled => scheduled.EventStatus)));

await using var behind = new ImdsClient(new ImdsClientOptions { Endpoint = tooOld.Endpoint });
try
{
    await behind.Instance.GetAsync();
}
catch (ImdsException refused)
{
    Show("refused", $"{(int?)refused.StatusCode} {behind.ApiVersion} {string.Join(',', refused.NewestVersions)}");
}

static Task<ImdsEmulator> StartAsync(string newest) => ImdsEmulator.StartAsync(new ImdsEmulatorOptions
{
    NewestApiVersion = newest,
    ScheduledEvents = [new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "6C1E2B7A-REBOOT", Description = "Host update" }],
});

static void Show(string name, object value) => Console.WriteLine($"{name} {value}");
