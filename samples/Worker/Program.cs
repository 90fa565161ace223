// Why: a worker finishes what it has begun before its machine is restarted, and then lets the restart begin.
using Imds.Emulator;
using Worker;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

// Unless Imds__Endpoint says otherwise, an emulator answers, and plans a restart in a second: its 15 minutes of notice take 90 seconds.
await using var emulator = builder.Configuration["Imds:Endpoint"] is not null ? null : await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
{
    ScheduledEvents = [new EmulatedEvent { Type = ScheduledEventType.Reboot, After = TimeSpan.FromSeconds(10) }],
    ScheduledEventSpeed = 10,
});
if (emulator is not null)
{
    builder.Configuration["Imds:Endpoint"] = emulator.Endpoint.AbsoluteUri;
}

builder.Services.AddImdsClient();
builder.Services.AddSingleton<Orders>();
builder.Services.AddHostedService(services => services.GetRequiredService<Orders>());
builder.Services.AddImdsScheduledEvents<Drain>();
builder.Build().Run();
