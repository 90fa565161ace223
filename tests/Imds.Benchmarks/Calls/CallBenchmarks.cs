using BenchmarkDotNet.Attributes;
using Imds.Emulator;

namespace Imds.Benchmarks.Calls;

/// <summary>Reading one field from the emulator on loopback.</summary>
[MemoryDiagnoser]
public class CallBenchmarks : IAsyncDisposable
{
    private ImdsEmulator _emulator = null!;
    private ImdsClient _imds = null!;
    private HttpClient _http = null!;
    private string _url = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _emulator = await ImdsEmulator.StartAsync();
        _imds = new ImdsClient(new ImdsClientOptions { Endpoint = _emulator.Endpoint, LimitRate = false });
        _http = new HttpClient { DefaultRequestHeaders = { { "Metadata", "true" } } };
        _url = $"{_emulator.Endpoint}/instance/compute/vmSize?api-version=2023-07-01&format=text";
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _imds.DisposeAsync();
        _http.Dispose();
        await _emulator.DisposeAsync();
    }

    [Benchmark]
    public Task<string> Leaf() => _imds.Instance.Compute.VmSize.GetAsync();

    [Benchmark(Baseline = true)]
    public Task<string> HttpClient() => _http.GetStringAsync(_url);

    internal static async Task<CallBenchmarks> StartAsync()
    {
        var calls = new CallBenchmarks();
        await calls.SetupAsync();
        return calls;
    }

    internal async Task RequireSameResultAsync()
    {
        if (await Leaf() != await HttpClient())
        {
            throw new InvalidOperationException($"The values differ: {await Leaf()} and {await HttpClient()}.");
        }
    }
}
