using System.Text.Json.Nodes;
using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Json;

internal static class JsonFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        var json = new JsonBenchmarks();
        RequireSameResult(Documents.Usual, json);
        await Console.Error.WriteLineAsync($"instance document: {Documents.Usual.Length} bytes, large: {Documents.Large.Length} bytes");

        yield return Figure.AtLeast(2.0, "read: times faster than source generation", Pair.Ratio(() => json.ReadBySourceGeneration(), () => json.Read()));
        yield return Figure.AtMost(0.75, "read: bytes, against source generation", Pair.Bytes(() => json.Read()) / Pair.Bytes(() => json.ReadBySourceGeneration()));
        yield return Figure.AtMost(1.35, "read: time, against the floor", Pair.Ratio(() => json.Read(), () => json.ReadFloor()));
        yield return Figure.AtMost(1.1, "read large: time a byte, against the usual document",
            Pair.Ratio(() => json.ReadLarge(), () => json.Read()) * Documents.Usual.Length / Documents.Large.Length);
        yield return Figure.AtMost(1.0, "write: time, against source generation", Pair.Ratio(() => json.Write(), () => json.WriteBySourceGeneration()));
    }

    // Nothing is worth timing that does not give what the other gives.
    private static void RequireSameResult(byte[] document, JsonBenchmarks json)
    {
        var sent = JsonNode.Parse(document);
        foreach (var written in (string[])[json.Write(), json.WriteBySourceGeneration()])
        {
            if (!JsonNode.DeepEquals(JsonNode.Parse(written), sent))
                throw new InvalidOperationException($"The document does not come back as it was, but as {written}");
        }
    }
}
