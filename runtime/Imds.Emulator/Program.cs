using System.Net.Sockets;
using System.Runtime.InteropServices;
using Imds.Emulator;
using Imds.Emulator.Cli;

var command = CommandLine.Parse(args);
if (command.Error is not null)
{
    return Fail(2, $"{command.Error} --help shows the options.");
}

if (command.Options is null)
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

var ended = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    await using var emulator = await ImdsEmulator.StartAsync(command.Options);
    foreach (var (endpoint, fault, count) in command.Faults)
    {
        emulator.Faults.Add(endpoint, fault, count);
    }

    Console.WriteLine($"Listening on {emulator.Endpoint}");
    await ended.Task;
    return 0;
}
catch (ArgumentException e)
{
    return Fail(2, e.Message);
}
catch (Exception e) when (e is IOException or SocketException)
{
    return Fail(1, $"cannot listen on 127.0.0.1, port {command.Options.Port}: {e.Message} Choose another port with --port; 0 takes any free one.");
}

void End(PosixSignalContext context)
{
    context.Cancel = true; // Not to be killed before the emulator has stopped.
    ended.TrySetResult();
}

static int Fail(int code, string message)
{
    Console.Error.WriteLine("imds-emulator: " + message);
    return code;
}
