using System.IO.Compression;
using System.Xml.Linq;
using Imds.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(Packages))]

namespace Imds.EndToEnd.Tests;

/// <summary>
/// The packages, packed once for all tests, as a release would be, into a folder of their own and without a touch to the checkout.
/// </summary>
public sealed class Packages : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-packages-");
    private CompilerServer _server = null!;

    public string Folder => Path.Combine(_folder.FullName, "packages");

    /// <summary>No other run has the same, so that no cache can answer for these packages.</summary>
    public string Version { get; } = $"0.0.1-e2e{Guid.NewGuid():N}";

    /// <summary>What the build said while it packed.</summary>
    public string Log { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _server = await CompilerServer.CreateAsync();
        var pack = await DotNetAsync(Repository.Root, "pack", "packages.slnf", "-c", "Release", "-o", Folder,
            "--artifacts-path", Path.Combine(_folder.FullName, "artifacts"), $"-p:Version={Version}");
        Log = pack.Succeeded("Packing").Output;
    }

    /// <summary>Has the SDK build something. One compiler, which ends with the tests, compiles for all of them.</summary>
    internal Task<Command> DotNetAsync(string folder, string verb, params string[] arguments) =>
        Command.RunAsync(folder, "dotnet", [verb, .. arguments, "--nologo", .. _server.Settings]);

    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>What is in a package, less what every package has for the sake of the format.</summary>
    public IReadOnlyList<string> Content(string id, string extension = "nupkg")
    {
        using var package = Open(id, extension);
        return [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsOfTheFormat(name)).Order(StringComparer.Ordinal)];
    }

    public byte[] Read(string id, string path, string extension = "nupkg")
    {
        using var package = Open(id, extension);
        using var content = (package.GetEntry(path) ?? throw new FileNotFoundException($"{id} has no {path}.")).Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>What restoring a package's project found: project.assets.json.</summary>
    public string Restored(string id) => File.ReadAllText(Path.Combine(_folder.FullName, "artifacts", "obj", id, "project.assets.json"));

    /// <summary>The metadata element of the nuspec, without namespaces.</summary>
    public XElement Manifest(string id)
    {
        using var text = new MemoryStream(Read(id, id + ".nuspec"));
        var root = XDocument.Load(text).Root!;
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element("metadata")!;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ZipArchive Open(string id, string extension) => ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.{extension}"));

    private static bool IsOfTheFormat(string name) =>
        name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal)
        || name == "[Content_Types].xml" || name.EndsWith(".nuspec", StringComparison.Ordinal);
}
