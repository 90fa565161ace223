using System.Globalization;
using System.Text.Json;
using Imds.Emulator.Http;

namespace Imds.Emulator.Documents;

/// <summary>A JSON document with the fields of all versions, seen at one of them and walked by route.</summary>
internal sealed class VersionedDocument(JsonElement root, FieldTable fields)
{
    /// <summary>The document with the fields of all versions.</summary>
    public JsonElement Whole => root;

    /// <summary>A value by its field path, "" where it is not there or is no string.</summary>
    public string Value(string path)
    {
        var value = root;
        foreach (var name in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return "";
            }
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    public void Write(Utf8JsonWriter writer, string version) => Write(writer, root, "", version);

    public Reply Answer(ImdsRequest request)
    {
        var value = root;
        var path = "";
        foreach (var segment in request.Route)
        {
            if (!TryStep(ref value, ref path, segment, request.Version))
            {
                return Reply.NotFound();
            }
        }

        var isContainer = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        return (isContainer, request.AsText) switch
        {
            (true, true) => Reply.Text(string.Join('\n', Listing(value, path, request.Version))),
            (true, false) => Reply.Json(writer => Write(writer, value, path, request.Version)),
            (false, true) => Reply.Text(Raw(value)),
            (false, false) => Reply.BadRequest(),
        };
    }

    private static string Raw(JsonElement leaf) => leaf.ValueKind switch
    {
        JsonValueKind.String => leaf.GetString()!,
        JsonValueKind.Null => "",
        _ => leaf.GetRawText(),
    };

    private bool TryStep(ref JsonElement value, ref string path, string segment, string version)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            path += "[]";
            var isIndex = int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index.ToString(CultureInfo.InvariantCulture) == segment
                && index < value.GetArrayLength();
            if (isIndex)
            {
                value = value[index];
            }

            return isIndex;
        }

        path = Join(path, segment);
        return value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty(segment, out value)
            && fields.Has(path, version);
    }

    private IEnumerable<string> Listing(JsonElement container, string path, string version) =>
        container.ValueKind == JsonValueKind.Array
            ? container.EnumerateArray().Select((item, index) => Line(index.ToString(CultureInfo.InvariantCulture), item))
            : Members(container, path, version).Select(member => Line(member.Name, member.Value));

    private static string Line(string key, JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? key + "/" : key;

    private IEnumerable<JsonProperty> Members(JsonElement container, string path, string version) =>
        container.EnumerateObject().Where(member => fields.Has(Join(path, member.Name), version));

    private void Write(Utf8JsonWriter writer, JsonElement value, string path, string version)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in Members(value, path, version))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, Join(path, member.Name), version);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, path + "[]", version);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
}
