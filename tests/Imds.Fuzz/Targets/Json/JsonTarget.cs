using System.Text;
using System.Text.Json;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Targets.Json;

/// <summary>
/// Generated readers against JsonDocument: what that refuses they refuse, with a JsonException that says where, and what it takes has the
/// same values. Nothing is ever null, and what is written is read as it was.
/// </summary>
/// <remarks>The first line of an input names the record.</remarks>
internal sealed class JsonTarget : FuzzTarget
{
    private const byte LineEnd = (byte)'\n';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override string Name => "json";

    public override int InputsInTests => 20_000;

    public override string CaseExtension => ".json";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public override byte[] Make(Random random)
    {
        var model = Model.All[random.Next(random.Next(5) == 0 ? Model.All.Count : Model.DocumentCount)];
        return [.. Encoding.UTF8.GetBytes(model.Type.FullName!), LineEnd, .. HostileJson.Make(random, model)];
    }

    public override void Check(byte[] input)
    {
        var end = Array.IndexOf(input, LineEnd);
        if (end < 0 || Model.All.FirstOrDefault(model => model.Type.FullName == Encoding.UTF8.GetString(input, 0, end)) is not { } model)
        {
            return; // made smaller by more than its JSON
        }

        var json = input[(end + 1)..];
        using var document = Read(json);
        var record = Try(() => model.Parse(json));
        if (record is null)
        {
            Require(document is null || JsonExpectation.HasBrokenText(document.RootElement), "a document is refused that is JSON", model);
        }
        else
        {
            Require(document is not null, "a document is read that is no JSON", model);
            JsonExpectation.Compare(model, document!.RootElement, record);
            ReadBack(model, record);
        }

        Require(Equals(record, Try(() => model.ParseInPieces(json))), "System.Text.Json reads something else in pieces", model);
        if (Text(json) is { } text)
        {
            Require(Equals(record, Try(() => model.Parse(text))), "the text reads otherwise than its bytes", model);
        }
    }

    private static void ReadBack(Model model, object record)
    {
        var written = model.Write(record);
        using var document = JsonDocument.Parse(written);
        JsonExpectation.Compare(model, document.RootElement, record);
        JsonExpectation.RequireAll(model, document.RootElement);
        var again = model.Parse(written);
        Require(Equals(again, record) && again.GetHashCode() == record.GetHashCode(), "what is written reads otherwise", model);
    }

    private static object? Try(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (JsonException e)
        {
            return e is { LineNumber: >= 0, BytePositionInLine: >= 0 }
                ? null : throw new FuzzException("no place of the fault", e.ToString());
        }
    }

    private static JsonDocument? Read(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json.AsSpan().StartsWith(ByteOrderMark) ? json.AsMemory(ByteOrderMark.Length) : json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(byte[] json)
    {
        try
        {
            return Strict.GetString(json);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static void Require(bool holds, string kind, Model model)
    {
        if (!holds)
        {
            throw new FuzzException(kind, model.Type.FullName!);
        }
    }
}
