namespace Imds.EndToEnd.Tests;

/// <summary>The command, installed from its package, and compiled to native code.</summary>
public sealed class ToolTests(Packages packages) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-tool-");

    [Fact]
    public async Task It_installs_from_its_package_and_shows_a_machine()
    {
        var installed = await Command.RunAsync(
            _folder.FullName, "dotnet", "tool", "install", "Imds.Tool", "--tool-path", PathOf("bin"), "--source", packages.Folder,
                "--version", packages.Version);
        installed.Succeeded("Installing");

        await AnswersAsync(Program("bin", "imds"));
        Assert.StartsWith(packages.Version, (await Command.OutputAsync(_folder.FullName, Program("bin", "imds"), "--version"))
            .Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_compiles_to_native_code_without_a_warning()
    {
        var publish = await packages.DotNetAsync(
            Repository.Root, "publish", Repository
                .PathOf("runtime", "Imds.Tool"), "-c", "Release", "--use-current-runtime", "-p:ImdsNative=true",
            "--artifacts-path", PathOf("artifacts"), "-o", PathOf("native"));
        Assert.SkipWhen(publish.Output.Contains("Platform linker", StringComparison.Ordinal),
            "This machine has no linker, which native compilation needs: install clang or gcc.");
        publish.Succeeded("Publishing");
        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));

        Assert.False(File.Exists(PathOf("native", "imds.dll")));
        await AnswersAsync(Program("native", "imds"));
    }

    /// <summary>
    /// It shows a machine, as a table with its libraries, in JSON, and its attested document, all of an emulator in the same process.
    /// </summary>
    private async Task AnswersAsync(string program)
    {
        Assert.Equal("orchard-web-01", (await Command.OutputAsync(_folder.FullName, program, "get", "name", "--emulator")).Trim());
        Assert.Contains("data 1     1    orchard-logs", await Command
            .OutputAsync(_folder.FullName, program, "show", "--emulator", "-o", "table"), StringComparison.Ordinal);
        Assert.Contains("\"trusted\": true", await Command
            .OutputAsync(_folder.FullName, program, "attest", "--emulator", "-o", "json"), StringComparison.Ordinal);
        Assert.Contains(
            "Reboot", await Command.OutputAsync(_folder.FullName, program, "watch", "--once", "--emulator"), StringComparison.Ordinal);
        Assert.Equal("compute.securityProfile.securityType\t2021-12-13",
            (await Command.OutputAsync(_folder.FullName, program, "when", "securityType")).Trim());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Program(params string[] path) => PathOf(path) + (OperatingSystem.IsWindows() ? ".exe" : "");

    private string PathOf(params string[] path) => Path.Combine([_folder.FullName, .. path]);
}
