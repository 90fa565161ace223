using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Imds.Benchmarks.Json;

/// <summary>Reading the instance document and writing it back.</summary>
[MemoryDiagnoser]
public class JsonBenchmarks
{
    private readonly Instance _ours = Instance.Parse(Documents.Usual);
    private readonly Peer.Instance _peers = JsonSerializer.Deserialize(Documents.Usual, Peer.PeerContext.Default.Instance)!;

    [Benchmark]
    public object Read() => Instance.Parse(Documents.Usual);

    [Benchmark]
    public object ReadBySourceGeneration() => JsonSerializer.Deserialize(Documents.Usual, Peer.PeerContext.Default.Instance)!;

    [Benchmark]
    public int ReadFloor() => Floor.Read(Documents.Usual);

    [Benchmark]
    public object ReadLarge() => Instance.Parse(Documents.Large);

    [Benchmark]
    public string Write() => _ours.ToJson();

    [Benchmark]
    public string WriteBySourceGeneration() => JsonSerializer.Serialize(_peers, Peer.PeerContext.Default.Instance);
}
