using Imds.Emulator;
using ImdsWorker;

var builder = Host.CreateApplicationBuilder(args);

// Off Azure an emulator answers, and plans a restart; its notice of 15 minutes takes 90 seconds.
await using var emulator = builder.Environment.IsDevelopment() && builder.Configuration["Imds:Endpoint"] is null
    ? await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
    {
        ScheduledEvents = [new EmulatedEvent { Type = ScheduledEventType.Reboot, After = TimeSpan.FromSeconds(10) }],
        ScheduledEventSpeed = 10,
    })
    : null;
if (emulator is not null)
{
    builder.Configuration["Imds:Endpoint"] = emulator.Endpoint.AbsoluteUri;
}

builder.Services.AddImdsClient();
builder.Services.AddSingleton<Work>();
builder.Services.AddHostedService(services => services.GetRequiredService<Work>());
builder.Services.AddImdsScheduledEvents<Drain>();
builder.Build().Run();
