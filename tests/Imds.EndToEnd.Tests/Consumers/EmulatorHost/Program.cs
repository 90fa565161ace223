using Imds.Emulator;

// Says where it listens, and ends with its standard input.
await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
{
    ScheduledEvents = [new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "6C1E2B7A-REBOOT" }],
});

// What looks through all types, as some containers do, finds each, though the library of the command is not here.
_ = typeof(ImdsEmulator).Assembly.GetTypes();
Console.WriteLine(emulator.Endpoint);
await Console.In.ReadToEndAsync();
