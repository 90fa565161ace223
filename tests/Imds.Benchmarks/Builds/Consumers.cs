using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Builds;

/// <summary>
/// Two projects with the same code, outside the repository: one has the packed package write it, the other has it checked in. And one that
/// has nothing of ours.
/// </summary>
internal sealed class Consumers : IAsyncDisposable
{
    // It asks for the instance document and a field.
    private const string Code = """
        using Imds;

        await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri(args[0]) });
        var vm = await imds.Instance.GetAsync();
        Console.WriteLine($"{vm.Compute.Name} in {vm.Compute.Location} has size {await imds.Instance.Compute.VmSize.GetAsync()}");
        """;

    private const string PlainCode = """
        using System.Text.Json;

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Metadata", "true");
        using var vm = JsonDocument.Parse(await http.GetStringAsync(new Uri(args[0] + "/instance?api-version=2023-07-01")));
        Console.WriteLine(vm.RootElement.GetProperty("compute").GetProperty("vmSize").GetString());
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-builds-");

    private Consumers(CompilerServer server)
    {
        Server = server;
        // No other run has the same, so that no cache can answer for these packages.
        var version = $"0.0.1-builds{Guid.NewGuid():N}";
        Version = version;
        Generated = new ConsoleProject(_folder.FullName, "Generated",
            $"""<PackageReference Include="Imds.Generators" Version="{version}" />""", Code);
        CheckedIn = new ConsoleProject(_folder.FullName, "CheckedIn",
            $"""<PackageReference Include="Imds.Runtime" Version="{version}" />""", Code);
        Plain = new ConsoleProject(_folder.FullName, "Plain", "", PlainCode);
    }

    public ConsoleProject Generated { get; }

    public ConsoleProject CheckedIn { get; }

    public ConsoleProject Plain { get; }

    /// <summary>What compiles them. It has done so for each by now.</summary>
    public CompilerServer Server { get; }

    private string Version { get; }

    public static async Task<Consumers> CreateAsync()
    {
        var consumers = new Consumers(await CompilerServer.CreateAsync());
        try
        {
            await consumers.PackAsync();
            await consumers.RestoreFromHereAsync();
            await consumers.CheckInAsync();
            return consumers;
        }
        catch
        {
            await consumers.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Has the server compile both until its own code is compiled as well as it gets: without the rest of a build, which takes far longer.
    /// </summary>
    public async Task WarmUpAsync()
    {
        var (generated, checkedIn) = (await Generated.WriteCommandLineAsync(), await CheckedIn.WriteCommandLineAsync());
        for (var i = 0; i < 20; i++)
        {
            await Server.CompileAsync(i % 4 == 3 ? checkedIn : generated); // the generator is what takes longest
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task PackAsync()
    {
        foreach (var project in (string[])["runtime/Imds.Runtime", "generator/Imds.Generators.Package"])
        {
            await Command.OutputAsync(Repository.Root, "dotnet", "pack", project, "-c", "Release", "-o", PathOf("packages"),
                $"-p:PackageVersion={Version}");
        }
    }

    /// <summary>
    /// Our packages come from where they were packed, and stay in this folder; what the machine has of others is not fetched again.
    /// </summary>
    private async Task RestoreFromHereAsync()
    {
        var machine = await Command.OutputAsync(_folder.FullName, "dotnet", "nuget", "locals", "global-packages", "--list");
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

    /// <summary>Has the one project write the code for the other.</summary>
    private async Task CheckInAsync()
    {
        await Generated.BuildAsync(Server, "-p:EmitCompilerGeneratedFiles=true",
            $"-p:CompilerGeneratedFilesOutputPath={PathOf("written")}");
        foreach (var file in Directory.EnumerateFiles(PathOf("written"), "Imds.*.cs", SearchOption.AllDirectories))
        {
            File.Move(file, PathOf("CheckedIn", Path.GetFileName(file)));
        }

        await CheckedIn.BuildAsync(Server);
        await Plain.BuildAsync(Server);
        if (!Generated.Types().SequenceEqual(CheckedIn.Types()))
        {
            throw new InvalidOperationException("The two projects do not give the same program.");
        }
    }

    private string PathOf(params string[] path) => Path.Combine([_folder.FullName, .. path]);
}
