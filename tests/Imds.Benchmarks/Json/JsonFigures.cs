using System.Text.Json.Nodes;
using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Json;

internal static class JsonFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        var json = new JsonBenchmarks();
        RequireSameResult(Documents.Usual, json);

        var read = await Subject.WarmAsync(() => json.Read());
        var readBySourceGeneration = await Subject.WarmAsync(() => json.ReadBySourceGeneration());
        var readFloor = await Subject.WarmAsync(() => json.ReadFloor());
        var readLarge = await Subject.WarmAsync(() => json.ReadLarge());
        var write = await Subject.WarmAsync(() => json.Write());
        var writeBySourceGeneration = await Subject.WarmAsync(() => json.WriteBySourceGeneration());

        yield return Figure.AtLeast(2.0, "read: times faster than source generation", Pair.Ratio(readBySourceGeneration, read));
        yield return Figure.AtMost(0.75, "read: bytes, against source generation",
            Pair.Bytes(() => json.Read()) / Pair.Bytes(() => json.ReadBySourceGeneration()));
        yield return Figure.AtMost(1.35, "read: time, against the floor", Pair.Ratio(read, readFloor));
        yield return Figure.AtMost(1.1, "read large: time a byte, against the usual document",
            Pair.Ratio(readLarge, read) * Documents.Usual.Length / Documents.Large.Length);
        yield return Figure.AtMost(1.0, "write: time, against source generation", Pair.Ratio(write, writeBySourceGeneration));
    }

    // Nothing is worth timing that does not give what the other gives.
    private static void RequireSameResult(byte[] document, JsonBenchmarks json)
    {
        var sent = JsonNode.Parse(document);
        foreach (var written in (string[])[json.Write(), json.WriteBySourceGeneration()])
        {
            if (!JsonNode.DeepEquals(JsonNode.Parse(written), sent))
            {
                throw new InvalidOperationException($"The document does not come back as it was, but as {written}");
            }
        }
    }
}
