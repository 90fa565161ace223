namespace Imds.Generators.Primitives;

/// <summary>What a text stands for.</summary>
internal enum TextKind { Plain, Secret, Boolean, Int32, Int64, Guid, Address, Uri, Time, Bytes, Tags }

internal static class TextKinds
{
    /// <summary>What the Swagger's name for it means; a name that it does not know is plain text.</summary>
    public static TextKind Of(string format) => format switch
    {
        "password" => TextKind.Secret,
        "boolean" => TextKind.Boolean,
        "int32" => TextKind.Int32,
        "int64" => TextKind.Int64,
        "uuid" => TextKind.Guid,
        "ip" => TextKind.Address,
        "uri" => TextKind.Uri,
        "date-time" or "date-time-rfc1123" or "date-time-attested" or "unixtime" => TextKind.Time,
        "base64" => TextKind.Bytes,
        "tags" => TextKind.Tags,
        _ => TextKind.Plain,
    };

    /// <summary>Whether it is read by a method of its own.</summary>
    public static bool IsRead(this TextKind kind) => kind is not (TextKind.Plain or TextKind.Secret);
}
