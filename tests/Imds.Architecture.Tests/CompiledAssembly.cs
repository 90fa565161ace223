using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imds.Architecture.Tests;

/// <summary>What refers to what inside a compiled assembly, and in which folder the source of each type lies.</summary>
internal sealed class CompiledAssembly : IDisposable
{
    // Portable PDB: where a type without a method body was written.
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly string _sources;
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly MetadataReaderProvider _symbols;

    /// <param name="path">The assembly, with its symbols inside or beside it.</param>
    /// <param name="sources">The folder of its sources, from the root of the repository: <c>runtime/Imds.Runtime</c>.</param>
    public CompiledAssembly(string path, string sources)
    {
        _sources = $"/{sources}/";
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
        _symbols = _file.TryOpenAssociatedPortablePdb(path, name => File.Exists(name) ? File.OpenRead(name) : null, out var symbols, out _)
            ? symbols!
            : throw new FileNotFoundException($"{path} has no symbols.");
        Folders = FindFolders();
    }

    /// <summary>
    /// The folder of each type of the assembly by its full name: <c>""</c> at the top, <c>Analyzers/Common</c> further down.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Folders { get; }

    /// <summary>Every pair of types of which the first names the second, nested ones counted as what they are nested in.</summary>
    public IEnumerable<(string From, string To)> References()
    {
        var found = new HashSet<(string From, string To)>();
        foreach (var handle in _metadata.TypeDefinitions)
        {
            var from = NameOf(handle);
            if (!Folders.ContainsKey(from))
            {
                continue;
            }

            var named = new TypesNamed(_metadata);
            named.Read(_metadata.GetTypeDefinition(handle), _file);
            found.UnionWith(named.Found.Select(NameOf).Where(to => to != from && Folders.ContainsKey(to)).Select(to => (from, to)));
        }

        return found.Order();
    }

    public void Dispose()
    {
        _symbols.Dispose();
        _file.Dispose();
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
    }

    private ImmutableSortedDictionary<string, string> FindFolders()
    {
        var folders = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var symbols = _symbols.GetMetadataReader();
        foreach (var handle in _metadata.TypeDefinitions)
        {
            foreach (var document in DocumentsOf(handle, symbols))
            {
                var path = symbols.GetString(symbols.GetDocument(document).Name).Replace('\\', '/');
                var start = path.IndexOf(_sources, StringComparison.Ordinal);
                if (start >= 0 && !path.Contains("/obj/", StringComparison.Ordinal) && !IsPolyfill(handle))
                {
                    folders[NameOf(handle)] = Path.GetDirectoryName(path[(start + _sources.Length)..])!.Replace('\\', '/');
                }
            }
        }

        return folders.ToImmutable();
    }

    /// <summary>What a framework lacks and the compiler asks for belongs to no room.</summary>
    private bool IsPolyfill(TypeDefinitionHandle type) => NameOf(type).StartsWith("System.", StringComparison.Ordinal);

    private IEnumerable<DocumentHandle> DocumentsOf(TypeDefinitionHandle type, MetadataReader symbols)
    {
        foreach (var handle in symbols.GetCustomDebugInformation(type))
        {
            var information = symbols.GetCustomDebugInformation(handle);
            if (symbols.GetGuid(information.Kind) == TypeDocuments)
            {
                var documents = symbols.GetBlobReader(information.Value);
                while (documents.RemainingBytes > 0)
                {
                    yield return System.Reflection.Metadata.Ecma335.MetadataTokens.DocumentHandle(documents.ReadCompressedInteger());
                }
            }
        }

        foreach (var method in _metadata.GetTypeDefinition(type).GetMethods())
        {
            var information = symbols.GetMethodDebugInformation(method.ToDebugInformationHandle());
            if (!information.Document.IsNil)
            {
                yield return information.Document;
            }
        }
    }
}
