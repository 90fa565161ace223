using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Model;

/// <summary>Turns names of the service into names of C#. The result depends on the name alone, never on culture or machine.</summary>
internal static class Naming
{
    /// <summary>Longer names would be cut off nowhere, but met by limits of metadata and file systems.</summary>
    private const int MaxLength = 100;

    /// <summary>
    /// What a record or an accessor has of its own, or may not have as a member; a field of such a name gets the suffix Value.
    /// </summary>
    private static readonly HashSet<string> ReservedMembers = new(StringComparer.Ordinal)
    {
        // object and record
        "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize", "Clone", "EqualityContract",
        "PrintMembers", "Deconstruct",
        // generated
        "Empty", "Parse", "Read", "WriteTo", "WriteMembers", "Converter", "GetAsync", "ListAsync", "PostAsync", "ApproveAsync",
        "WatchAsync", "AttestAsync", "Shape", "VerifyAsync", "ToJson", "JsonNames",
        "ApiVersion", "Endpoint", "IsAvailableAsync", "DiagnoseAsync", "Dispose", "DisposeAsync",
        // named in the generated bodies, where a property of the name would be found first
        "ImdsJson", "ImdsList", "ImdsRoute", "ImdsQuery", "ImdsEndpoint", "ImdsRequestLimits", "ImdsConnection", "ImdsClient",
        "ImdsAttestation", "ImdsEventWatch",
    };

    /// <summary>
    /// Types that generated code names without a qualifier, and namespaces beside it; a type of such a name gets the suffix Model.
    /// </summary>
    private static readonly HashSet<string> ReservedTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Routes", "CompilerServices", "Runtime", "Extensions", "Emulator", "Task", "CancellationToken", "ReadOnlySpan", "Type",
        "IDisposable", "IAsyncDisposable", "ValueTask",
        "Utf8JsonReader", "Utf8JsonWriter", "JsonEncodedText", "JsonConverter", "JsonSerializerOptions", "MemoryExtensions",
        "EditorBrowsable", "EditorBrowsableState",
        "EditorBrowsableAttribute", "JsonConverterAttribute", "System",
        // in the implicit usings of worker and web projects, where a second one would be ambiguous
        "Host", "Environment",
    };

    /// <summary>
    /// The name of a member: <c>access_token</c> is AccessToken, <c>diskSizeGB</c> DiskSizeGB. False where nothing usable remains.
    /// </summary>
    public static bool TryMember(string name, out string member)
    {
        if (!TryPascal(name, out member))
        {
            return false;
        }

        if (ReservedMembers.Contains(member))
        {
            member += "Value";
        }

        return true;
    }

    /// <summary>The name of a type, not yet known to be unique.</summary>
    public static bool TryType(string name, out string type)
    {
        if (!TryPascal(name, out type))
        {
            return false;
        }

        type = Type(type);
        return true;
    }

    /// <summary>A name as a type may have it: not that of a member which each record has, and none that generated code uses.</summary>
    public static string Type(string name) =>
        ReservedTypes.Contains(name) || ReservedMembers.Contains(name) || IsVersion(name)
        || name.StartsWith("Imds", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Route", StringComparison.OrdinalIgnoreCase)
            ? name + "Model" : name;

    /// <summary>The name of a method's parameter: <c>client_id</c> is clientId.</summary>
    public static bool TryParameter(string name, out string parameter)
    {
        if (!TryPascal(name, out parameter))
        {
            return false;
        }

        parameter = char.ToLowerInvariant(parameter[0]) + parameter.Substring(1);
        if (parameter is "cancellationToken" or "body" or "options")
        {
            parameter += "Value";
        }

        if (SyntaxFacts.GetKeywordKind(parameter) != SyntaxKind.None)
        {
            parameter = "@" + parameter;
        }

        return true;
    }

    private static bool TryPascal(string name, out string pascal)
    {
        var result = new StringBuilder();
        var atStart = true;
        foreach (var c in name)
        {
            // Letters and digits alone: what else an identifier may hold (marks, connectors, invisible formatting) separates words.
            if (!char.IsLetterOrDigit(c))
            {
                atStart = true;
                continue;
            }
            if (result.Length == 0 && !char.IsLetter(c))
            {
                result.Append('_');
            }

            result.Append(atStart ? char.ToUpperInvariant(c) : c);
            atStart = false;
        }
        pascal = result.ToString();
        if (SyntaxFacts.GetKeywordKind(pascal) != SyntaxKind.None)
        {
            pascal = "_" + pascal;
        }

        return pascal.Length is > 0 and <= MaxLength && SyntaxFacts.IsValidIdentifier(pascal);
    }

    private static bool IsVersion(string type) =>
        type.Length == 11 && (type[0] is 'V' or 'v') && type.Skip(1).All(c => char.IsDigit(c) || c == '_');
}

/// <summary>
/// Gives each name once, and none of the reserved. File names on some systems do not tell cases apart, so neither does this.
/// </summary>
internal sealed class UniqueNames(params string[] reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);

    public string Take(params string[] candidates)
    {
        foreach (var candidate in candidates)
        {
            if (_taken.Add(candidate))
            {
                return candidate;
            }
        }

        var last = candidates[candidates.Length - 1];
        for (var i = _numbers.TryGetValue(last, out var next) ? next : 2; ; i++)
        {
            var numbered = last + i.ToString(CultureInfo.InvariantCulture);
            if (_taken.Add(numbered))
            {
                _numbers[last] = i + 1;
                return numbered;
            }
        }
    }
}
