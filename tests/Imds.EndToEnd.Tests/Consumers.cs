using System.Collections.Concurrent;
using System.Diagnostics;

namespace Imds.EndToEnd.Tests;

/// <summary>Every test that needs the consuming projects built is in this collection.</summary>
[CollectionDefinition(nameof(Consumers))]
public sealed class ConsumersCollection : ICollectionFixture<Consumers>;

/// <summary>
/// The projects under Consumers, copied into a folder of their own, restored and built there at one go, and the packed emulator that
/// they run against.
/// </summary>
public sealed class Consumers(Packages packages) : IAsyncLifetime
{
    /// <summary>Built by <see cref="PublishAsync"/> alone.</summary>
    private const string Published = "NativeAot";

    /// <summary>The document of Microsoft that takes the place of the package's own, where it is at hand.</summary>
    internal static readonly string Upstream = Repository.Reference("upstream", "2020-09-01", "imds.json");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-consumers-");
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, string>>>> _runs = new();
    private Process? _emulator;
    private string[] _settings = [];
    private Command? _build;

    /// <summary>Where the packed emulator listens.</summary>
    public Uri Endpoint { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Copy(new DirectoryInfo(Repository.PathOf("tests", "Imds.EndToEnd.Tests", "Consumers")), _folder);
        if (File.Exists(Upstream))
        {
            File.Copy(Upstream, PathOf("UpstreamSwagger", "imds.json"));
        }

        var machine = (await Command.RunAsync(_folder.FullName, "dotnet", "nuget", "locals", "global-packages", "--list")).Succeeded(
            "Asking for NuGet's folder");
        _settings =
        [
            $"-p:ImdsVersion={packages.Version}",
            $"-p:ImdsPackages={packages.Folder}",
            $"-p:MachinePackages={machine.Output.Split("global-packages:")[^1].Trim()}",
        ];

        var projects = _folder.EnumerateFiles("*.csproj", SearchOption.AllDirectories)
            .Where(project => project.Name != $"{Published}.csproj" && (project.Name != "UpstreamSwagger.csproj" || File.Exists(Upstream)))
            .Select(project => $"  <Project Path=\"{Path.GetRelativePath(_folder.FullName, project.FullName)}\" />\n");
        await File.WriteAllTextAsync(PathOf("Consumers.slnx"), $"<Solution>\n{string.Concat(projects)}</Solution>\n");
        _build = await packages.DotNetAsync(_folder.FullName, "build", ["Consumers.slnx", .. _settings]);

        _emulator = Command.Start(_folder.FullName, "dotnet", Assembly("EmulatorHost"));
        Endpoint = new Uri(await _emulator.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The emulator did not start.\n" + await _emulator.StandardError.ReadToEndAsync()));
    }

    /// <summary>The warnings and errors of one project, each once.</summary>
    public IReadOnlyList<string> Complaints(string project) =>
        [.. _build!.Lines.Where(line => line.EndsWith($"{Path.DirectorySeparatorChar}{project}.csproj]", StringComparison.Ordinal))
            .Distinct()];

    /// <summary>Runs a project against the emulator; once; it must have been built without a word, and must end well.</summary>
    /// <returns>What it wrote, line by line: the first word of each, and the rest.</returns>
    internal Task<IReadOnlyDictionary<string, string>> RunAsync(string project)
    {
        Assert.Empty(Complaints(project));
        return _runs.GetOrAdd(project, name => new(() => RunOnceAsync(name))).Value;
    }

    private async Task<IReadOnlyDictionary<string, string>> RunOnceAsync(string project) =>
        Answers((await Command.RunAsync(_folder.FullName, "dotnet", Assembly(project), Endpoint.AbsoluteUri)).Succeeded(project));

    /// <summary>Has the SDK apply the package's fixes for a rule to a project, and builds it again.</summary>
    /// <returns>The warnings and errors that remain.</returns>
    internal async Task<IReadOnlyList<string>> FixAsync(string folder, string project, string rule)
    {
        // The tool takes no properties; what stands in the environment is one.
        var properties = _settings.Select(setting => setting["-p:".Length..].Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        (await Command.RunAsync(PathOf(folder), "dotnet", properties, "format", "analyzers", project + ".csproj", "--diagnostics", rule,
            "--severity", "info", "--no-restore"))
            .Succeeded("dotnet format");
        var build = await packages.DotNetAsync(PathOf(folder), "build", [project + ".csproj", "--no-restore", .. _settings]);
        return [.. build.Lines.Where(line =>
            line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal)).Distinct()];
    }

    /// <summary>Publishes the project that is compiled to native code.</summary>
    internal Task<Command> PublishAsync() =>
        packages.DotNetAsync(PathOf(Published), "publish", ["-o", PathOf(Published, "out"), .. _settings]);

    /// <summary>Runs what was published.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> RunPublishedAsync()
    {
        var program = PathOf(Published, "out", Published) + (OperatingSystem.IsWindows() ? ".exe" : "");
        return Answers((await Command.RunAsync(_folder.FullName, program, Endpoint.AbsoluteUri)).Succeeded(Published));
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            _emulator.StandardInput.Close(); // which is what it waits for
            await _emulator.WaitForExitAsync();
            _emulator.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    public string PathOf(params string[] path) => Path.Combine([_folder.FullName, .. path]);

    private static Dictionary<string, string> Answers(Command run) =>
        run.Lines.Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "");

    private string Assembly(string project) => PathOf(project, "bin", "Debug", "net10.0", project + ".dll");

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories())
        {
            Copy(folder, to.CreateSubdirectory(folder.Name));
        }
    }
}
