using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Builds;

/// <summary>Two projects with the same code, outside the repository: one has the packed package write it, the other has it checked in.</summary>
internal sealed class Consumers : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-builds-");

    private Consumers()
    {
        // No other run has the same, so that no cache can answer for these packages.
        var version = $"0.0.1-builds{Guid.NewGuid():N}";
        Version = version;
        Generated = new ConsoleProject(_folder.FullName, "Generated", $"""<PackageReference Include="Imds.Generators" Version="{version}" />""");
        CheckedIn = new ConsoleProject(_folder.FullName, "CheckedIn", $"""<PackageReference Include="Imds.Runtime" Version="{version}" />""");
    }

    public ConsoleProject Generated { get; }

    public ConsoleProject CheckedIn { get; }

    public string Compiler { get; private set; } = "";

    private string Version { get; }

    public static async Task<Consumers> CreateAsync()
    {
        var consumers = new Consumers();
        await consumers.PackAsync();
        await consumers.RestoreFromHereAsync();
        consumers.Compiler = await consumers.Generated.CompilerAsync();

        await using var server = consumers.StartServer();
        await consumers.Generated.BuildAsync(server, "-p:EmitCompilerGeneratedFiles=true", $"-p:CompilerGeneratedFilesOutputPath={consumers.PathOf("written")}");
        foreach (var file in Directory.EnumerateFiles(consumers.PathOf("written"), "Imds.*.cs", SearchOption.AllDirectories))
            File.Move(file, consumers.PathOf("CheckedIn", Path.GetFileName(file)));
        await consumers.Generated.BuildAsync(server);
        await consumers.CheckedIn.BuildAsync(server);
        if (!consumers.Generated.Types().SequenceEqual(consumers.CheckedIn.Types()))
            throw new InvalidOperationException("The two projects do not give the same program.");
        return consumers;
    }

    public CompilerServer StartServer() => new(Compiler);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task PackAsync()
    {
        foreach (var project in (string[])["runtime/Imds.Runtime", "generator/Imds.Generators.Package"])
            await Command.RunAsync(Repository.Root, "dotnet", "pack", project, "-c", "Release", "-o", PathOf("packages"), "--artifacts-path", PathOf("artifacts"), $"-p:Version={Version}");
    }

    /// <summary>Our packages come from where they were packed, and stay in this folder; what the machine has of others is not fetched again.</summary>
    private async Task RestoreFromHereAsync()
    {
        var machine = await Command.RunAsync(_folder.FullName, "dotnet", "nuget", "locals", "global-packages", "--list");
        await File.WriteAllTextAsync(PathOf("Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <RestorePackagesPath>{PathOf("restored")}</RestorePackagesPath>
                <RestoreAdditionalProjectSources>{PathOf("packages")}</RestoreAdditionalProjectSources>
                <RestoreAdditionalProjectFallbackFolders>{machine.Split("global-packages:")[^1].Trim()}</RestoreAdditionalProjectFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
    }

    private string PathOf(params string[] path) => Path.Combine([_folder.FullName, .. path]);
}
