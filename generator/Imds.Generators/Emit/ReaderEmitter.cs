namespace Imds.Generators.Emit;

/// <summary>Writes the methods that give texts as what they stand for, and says of a property what there is for it.</summary>
internal static class ReaderEmitter
{
    public static void WriteReader(this SourceWriter writer, ReaderModel reader, TypeNames types)
    {
        var (type, method, what, otherwise) = Describe(reader.Kind, types);
        var text = types["ImdsText"];
        writer.Line();
        writer.Line($"/// <summary>Reads <see cref=\"{reader.Property}\"/> as {what}.</summary>");
        if (reader.Tags is { } tags)
        {
            var tagList = $"<see cref=\"{tags.Property}\"/>";
            writer.Line($"/// <returns>The tags of {tagList}, or of the text where that is empty, by their names in any case.</returns>");
            writer.Line($"public {type} {reader.Method}() =>");
            writer.Indented(() => writer.Line(
                $"{text}.{method}({reader.Field}, {tags.Field}, static tag => tag.{tags.Name}, static tag => tag.{tags.Value});"));
            return;
        }

        writer.Line($"/// <returns>{otherwise}</returns>");
        writer.Line($"public {type} {reader.Method}() => {text}.{method}({reader.Field});");
    }

    /// <summary>What a property's docs say of its values and of the method that reads it.</summary>
    public static string Hint(PropertyModel property)
    {
        var values = property.Values.Length == 0 ? "" : property.IsClosed
            ? $"Its values are in <see cref=\"{property.Values}\"/>." : $"Known values are in <see cref=\"{property.Values}\"/>.";
        var reader = property.Reader.Length == 0 ? "" : $"<see cref=\"{property.Reader}()\"/> reads it.";
        return $"{values} {reader}".Trim();
    }

    private static (string Type, string Method, string What, string Otherwise) Describe(TextKind kind, TypeNames types) => kind switch
    {
        TextKind.Boolean => ("bool?", "ReadBoolean", "true or false", OrNull("boolean")),
        TextKind.Int32 => ("int?", "ReadInt32", "a number", OrNull("number")),
        TextKind.Int64 => ("long?", "ReadInt64", "a number", OrNull("number")),
        TextKind.Guid => (types["Guid"] + "?", "ReadGuid", "a GUID", OrNull("GUID")),
        TextKind.Address => (types["IPAddress"] + "?", "ReadAddress", "an IP address", OrNull("address")),
        TextKind.Uri => (types["Uri"] + "?", "ReadUri", "a URI", OrNull("URI")),
        TextKind.Time => (types["DateTimeOffset"] + "?", "ReadTime", "a point in time", OrNull("time")),
        TextKind.Bytes => ("byte[]", "ReadBytes", "the bytes that it holds in Base64",
            "The bytes; none where the text is empty or not Base64."),
        _ => ($"{types["IReadOnlyDictionary"]}<string, string>", "ReadTags", "names and values",
            "The tags by their names in any case."),
    };

    private static string OrNull(string what) => $"The {what}, or null where the text is empty or something else.";
}
