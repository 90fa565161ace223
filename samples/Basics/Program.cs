// Why: the first questions that programs ask, each answered in a file of its own: dotnet run --project samples/Basics -- tags
using Basics;
using Imds;
using Imds.Emulator;

var samples = new Dictionary<string, Func<ImdsClient, Task>>
{
    ["tracking"] = Tracking.RunAsync,
    ["placement"] = Placement.RunAsync,
    ["tags"] = Tags.RunAsync,
    ["support"] = Support.RunAsync,
    ["cloud"] = Cloud.RunAsync,
    ["network"] = NetworkCards.RunAsync,
    ["addresses"] = Addresses.RunAsync,
    ["user-data"] = UserData.RunAsync,
    ["credential"] = Credential.RunAsync,
};

if (args.Length == 0 || !samples.TryGetValue(args[0], out var run)
    || (args.Length > 1 && !Uri.IsWellFormedUriString(args[1], UriKind.Absolute)))
{
    Console.Error.WriteLine("Usage: Basics SAMPLE [ENDPOINT]");
    Console.Error.WriteLine($"SAMPLE is one of: {string.Join(", ", samples.Keys)}");
    Console.Error.WriteLine("ENDPOINT is the address of a service; without one an emulator answers.");
    return 2;
}

await using var emulator = args.Length > 1 ? null : await ImdsEmulator.StartAsync();
await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = emulator?.Endpoint ?? new Uri(args[1]) });
try
{
    await run(imds);
    return 0;
}
catch (ImdsException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
