namespace Imds.Generators.Emit;

/// <summary>
/// The names of types that are not generated, as one file writes them, and the using directives that they need. A name that means
/// something else in the namespace of the generated code, as the project has a type of that name there, is written in full.
/// </summary>
internal sealed class TypeNames(CodeStyle style)
{
    private const string Runtime = "Imds.CompilerServices";

    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal)
    {
        ["ArgumentException"] = "System",
        ["DateTimeOffset"] = "System",
        ["Guid"] = "System",
        ["IAsyncDisposable"] = "System",
        ["IDisposable"] = "System",
        ["OperationCanceledException"] = "System",
        ["ReadOnlySpan"] = "System",
        ["Uri"] = "System",
        ["IAsyncEnumerable"] = "System.Collections.Generic",
        ["IReadOnlyDictionary"] = "System.Collections.Generic",
        ["IPAddress"] = "System.Net",
        ["StringBuilder"] = "System.Text",
        ["JsonEncodedText"] = "System.Text.Json",
        ["JsonException"] = "System.Text.Json",
        ["Utf8JsonReader"] = "System.Text.Json",
        ["Utf8JsonWriter"] = "System.Text.Json",
        ["CancellationToken"] = "System.Threading",
        ["Task"] = "System.Threading.Tasks",
        ["ValueTask"] = "System.Threading.Tasks",
        ["ImdsApiVersion"] = "Imds",
        ["ImdsAttestation"] = "Imds",
        ["ImdsAttestationOptions"] = "Imds",
        ["ImdsAttestationResult"] = "Imds",
        ["ImdsClientOptions"] = "Imds",
        ["ImdsDiagnosis"] = "Imds",
        ["ImdsEventChange"] = "Imds",
        ["ImdsException"] = "Imds",
        ["ImdsField"] = "Imds",
        ["ImdsLeaf"] = "Imds",
        ["ImdsList"] = "Imds",
        ["ImdsType"] = "Imds",
        ["ImdsWatchOptions"] = "Imds",
        ["IImdsRecord"] = Runtime,
        ["ImdsConnection"] = Runtime,
        ["ImdsEndpoint"] = Runtime,
        ["ImdsRequestLimits"] = Runtime,
        ["ImdsEventShape"] = Runtime,
        ["ImdsEventWatch"] = Runtime,
        ["ImdsJson"] = Runtime,
        ["ImdsQuery"] = Runtime,
        ["ImdsRecordConverter"] = Runtime,
        ["ImdsRoute"] = Runtime,
        ["ImdsText"] = Runtime,
    };

    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>All names that can stand in a file.</summary>
    public static IEnumerable<string> All => Namespaces.Keys;

    /// <summary>The namespaces to be used, in their order.</summary>
    public IEnumerable<string> Usings => _used;

    /// <summary>The name, which stands in the file from now on.</summary>
    public string this[string name]
    {
        get
        {
            var @namespace = Namespaces[name];
            if (style.Hidden.Contains(name))
            {
                return $"global::{@namespace}.{name}";
            }

            if (@namespace != style.RootNamespace)
            {
                _used.Add(@namespace);
            }

            return name;
        }
    }
}
