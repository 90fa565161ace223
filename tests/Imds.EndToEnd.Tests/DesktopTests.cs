namespace Imds.EndToEnd.Tests;

/// <summary>
/// The compiler and the runtime of the .NET Framework, as near as one comes to them where there is no Windows: the build of the compiler
/// for .NET Framework, which Visual Studio's MSBuild runs, and a program for .NET Framework 4.7.2, both under Mono.
/// </summary>
[Collection(nameof(Consumers))]
public sealed class DesktopTests(Consumers consumers)
{
    private const string Folder = "Neighbours/Desktop";

    [Fact]
    public async Task The_desktop_compiler_loads_generator_and_rules_and_what_it_compiles_runs()
    {
        Assert.SkipUnless(HasMono(), "This machine has no Mono, which the desktop compiler runs under here: install mono-devel.");

        var build = (await consumers.BuildAsync(Folder, "-t:Rebuild", "-p:UnderMono=true")).Succeeded("Compiling under Mono");
        Assert.DoesNotContain(build.Lines, line => line.Contains(": warning ", StringComparison.Ordinal));

        var program = consumers.PathOf(Folder, "bin", "Debug", "net472", "Desktop.exe");
        var run = await Command.RunAsync(consumers.PathOf(Folder), "mono", program, consumers.Endpoint.AbsoluteUri);
        var app = Consumers.Answers(run.Succeeded(program));
        var service = new MetadataService(consumers.Endpoint);
        Assert.Equal("Mono", app["runtime"]);
        Assert.Equal(await service.AskAsync("instance/compute/name", "2021-02-01", "text"), app["name"]);
        Assert.Equal(Json.Leaves(await service.AskAsync("instance", "2021-02-01")), Json.Leaves(app["document"]));
        Assert.Equal("400", app["refused"]);

        // The program reads a field that is new in 2021-01-01.
        var older = await consumers.BuildAsync(Folder, "-p:UnderMono=true", "-p:ImdsApiVersion=2020-09-01");
        Assert.Contains(older.Lines, line =>
            line.Contains("error IMDS101: 'UserData' (compute.userData) needs api-version 2021-01-01", StringComparison.Ordinal));
    }

    private static bool HasMono() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "mono")));
}
