using Imds;
using Imds.Emulator;
using Inspect;
using Inspect.Output;
using Inspect.Sections;

return await CommandLine.RunAsync(args, InspectAsync);

static async Task<int> InspectAsync(Choices choices, CancellationToken cancellationToken)
{
    // Off Azure there is no service to ask, so unless an endpoint is given, an emulated VM answers.
    await using var emulator = choices.Endpoint is null
        ? await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] }, cancellationToken)
        : null;
    var endpoint = choices.Endpoint ?? emulator!.Endpoint;
    await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = endpoint });

    if (choices.Doctor)
    {
        ImdsDiagnosis diagnosis = await imds.DiagnoseAsync(cancellationToken);
        Console.WriteLine(diagnosis);
        return diagnosis.IsHealthy ? 0 : 1;
    }

    if (endpoint != ImdsClientOptions.DefaultEndpoint && choices.Sections.OfType<AttestedSection>().FirstOrDefault() is { } attested
        && await EmulatorTrust.FindAsync(endpoint, cancellationToken) is { } trust)
    {
        attested.Trust = trust;
    }

    try
    {
        IOutput output = choices.Json ? new JsonOutput(Console.Out) : TextOutput.ToConsole();
        await Inspection.RunAsync(imds, endpoint, choices.Sections, output, cancellationToken);
        return 0;
    }
    catch (ImdsException e)
    {
        return CommandLine.Fail(e.Message);
    }
}
