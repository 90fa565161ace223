using System.Collections;
using System.Diagnostics;

namespace Imds.Emulator.Tests;

/// <summary>The emulator as a command, in a process that ends with the test.</summary>
internal sealed class CommandProcess : IAsyncDisposable
{
    private const string Ready = "Listening on ";

    private readonly Process _process;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private CommandProcess(Process process, IReadOnlyList<Uri> endpoints)
    {
        _process = process;
        Endpoints = endpoints;
        _client.DefaultRequestHeaders.Add("Metadata", "true");
    }

    /// <summary>Where it said that it listens.</summary>
    public IReadOnlyList<Uri> Endpoints { get; }

    /// <summary>The address behind which /metadata begins.</summary>
    public string Root => Endpoints[0].GetLeftPart(UriPartial.Authority);

    public HttpClient Client => _client;

    /// <summary>Starts it and waits until it listens.</summary>
    public static Task<CommandProcess> ListenAsync(params string[] arguments) => ListenAsync([], 1, arguments);

    /// <summary>The same with further environment variables, and with so many machines.</summary>
    public static async Task<CommandProcess> ListenAsync((string Name, string Value)[] environment, int machines, params string[] arguments)
    {
        var process = Start(arguments, environment);
        var endpoints = new List<Uri>();
        while (endpoints.Count < machines)
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.True(line?.StartsWith(Ready, StringComparison.Ordinal), line ?? await process.StandardError.ReadToEndAsync());
            endpoints.Add(new Uri(line![Ready.Length..]));
        }

        return new CommandProcess(process, endpoints);
    }

    public static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ImdsEmulator).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (DictionaryEntry inherited in Environment.GetEnvironmentVariables())
        {
            if (((string)inherited.Key).StartsWith("IMDS_", StringComparison.Ordinal))
            {
                start.Environment.Remove((string)inherited.Key);
            }
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs it until it ends by itself.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public static async Task<(int Code, string Output, string Error)> RunAsync((string Name, string Value)[] environment,
        params string[] arguments)
    {
        using var process = Start(arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    public Task<string> GetAsync(string target) =>
        _client.GetStringAsync($"{Root}/metadata/{target}", TestContext.Current.CancellationToken);

    /// <summary>A line of its output.</summary>
    public async Task<string> LineAsync() => (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;

    /// <summary>A line of its error output.</summary>
    public async Task<string> ErrorLineAsync() => (await _process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
