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

    // The emulator signs with a certificate authority of its own, which nobody else believes.
    foreach (var section in choices.Sections.OfType<AttestedSection>().Where(_ => emulator is not null))
    {
        section.Trust.TrustedRoots.Add(emulator!.RootCertificate);
        section.Trust.Intermediates.Add(emulator.IntermediateCertificate);
    }

    if (choices.Doctor)
    {
        ImdsDiagnosis diagnosis = await imds.DiagnoseAsync(cancellationToken);
        Console.WriteLine(diagnosis);
        return diagnosis.IsHealthy ? 0 : 1;
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
