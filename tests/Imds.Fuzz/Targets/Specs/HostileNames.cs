using Imds.Fuzz.Frame;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>Names that a metadata service has, and names that nobody should give to anything.</summary>
internal static class HostileNames
{
    private static readonly string[] Usual =
    [
        "instance", "compute", "network", "interface", "ipv4", "ipAddress", "tags", "tagsList", "name", "value", "id", "location",
        "vmSize", "osType", "disk", "storageProfile", "Events", "EventId", "EventStatus", "NotBefore", "DocumentIncarnation",
        "StartRequests", "access_token", "expires_on", "resource", "nonce", "format", "api-version",
    ];

    private static readonly string[] Types =
        ["Instance", "Compute", "Network", "NetworkInterface", "Disk", "Tag", "Event", "Token", "Info", "ErrorResponse", "Plan",
        "Versions"];

    private static readonly string[] Hostile =
    [
        .. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText),
        // What generated code has, names or inherits.
        "Parse", "Read", "Write", "WriteTo", "WriteMembers", "ToJson", "Empty", "Equals", "ToString", "GetHashCode", "GetType", "Clone",
        "EqualityContract", "PrintMembers", "Finalize", "MemberwiseClone", "Deconstruct", "op_Implicit", "op_Equality", "get_Item",
        "set_X", "get_Name", "Item", "Value", "HasValue", "Length", "Count", "GetAsync", "ListAsync", "PostAsync", "WatchAsync",
        "ApproveAsync", "ApiVersion", "Dispose", "DisposeAsync", "Converter", "JsonNames", "Routes", "Route", "InstanceRoute", "Runtime",
        "Extensions", "CompilerServices", "Imds", "ImdsClient", "ImdsJson", "ImdsList", "ImdsRoute", "ImdsText", "ImdsLeaf",
        "ImdsApiVersions", "ImdsApiVersion", "ImdsException", "ImdsField", "ImdsInstance", "V2021_02_01", "System", "Task", "Func",
        "Action", "String", "Object", "Type", "Guid", "Uri", "IPAddress", "DateTimeOffset", "TimeSpan", "Exception", "Attribute", "Math",
        "Nullable", "IDisposable", "StringBuilder", "CancellationToken", "IReadOnlyList", "IReadOnlyDictionary", "Utf8JsonReader",
        "Utf8JsonWriter", "JsonConverter", "JsonTokenType", "JsonEncodedText", "JsonException", "EditorBrowsable", "EditorBrowsableState",
        "Obsolete", "GeneratedCode", "DebuggerDisplay", "CallerMemberName", "reader", "writer", "result", "options", "cancellationToken",
        "body", "other", "obj", "left", "right", "text", "names", "path", "route", "index", "request", "record1", "hashCode", "builder",
        "client",
        // What is not a name at all.
        "", " ", "  ", ".", "..", "/", "//", "a/b", "a.b", "a[]", "[]", "{}", "{0}", "{", "}", "#", "?", "&", "%", "%2F", "~", "~0", "~1",
        "@", "@class", "-", "--", "_", "__", "1", "0.5", "1a", "-1", "$ref", "x-ms-y", "x-", "null", "true", ":", ";", ",", "\"", "'",
        "\\", "\\u0022", "*/", "/*", "///", "<", ">", "<!--", "]]>", "&quot;", "</summary>", "\n", "\r\n", "\t", "\0", "\u0001", "\u0085",
        "\u2028", "\u202E", "\uFEFF", "\uFFFE", "\uFFFF", "\uE000", "\uE001", "a\u200Db", "\u0301", "é", "e\u0301", "名前", "ß", "ẞ", "ı",
        "İ", "ﬁ", "ǅ", "²", "Ⅳ", "٣", "\uD83D\uDE00", "\uD835\uDC9C", "K", "k", "Å", "å", "Ω", "ω", "__arglist", "con", "NUL", "..\\a",
    ];

    /// <summary>A name of a member, a path or a parameter.</summary>
    public static string Member(Random random, int hostile = 4) => random.Once(hostile) ? Bad(random) : random.Any(Usual);

    /// <summary>A name of a definition.</summary>
    public static string Type(Random random, int hostile = 6) => random.Once(hostile) ? Bad(random) : random.Any(Types);

    public static string Bad(Random random) => random.Next(12) switch
    {
        0 => Changed(random.Any(Usual), random),
        1 => Changed(random.Any(Types), random),
        2 => Changed(random.Any(Hostile), random),
        3 => random.Any(Hostile) + random.Any(Hostile),
        4 => new string(random.Any("aA1_é名".ToCharArray()), random.Any([2, 99, 100, 101, 255, 256, 300, 511, 512, 1024, 5000])),
        _ => random.Any(Hostile),
    };

    /// <summary>The name as another would write it, such as differing by case alone.</summary>
    private static string Changed(string name, Random random) => random.Next(8) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name.ToLowerInvariant(),
        2 => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..],
        3 => name.Length == 0 ? "" : char.ToLowerInvariant(name[0]) + name[1..],
        4 => name + "_",
        5 => "_" + name,
        6 => name + random.Any(["2", "Route", "Model", "s", "Types", "Async", "Field", "Value", "1"]),
        _ => string.Join(random.Any(["-", "_", " ", "."]), name.ToCharArray()),
    };
}
