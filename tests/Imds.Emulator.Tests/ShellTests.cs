using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Imds.Emulator.Tests;

/// <summary>The shell script of the README, as it stands there, run with the tools of the machine.</summary>
public sealed partial class ShellTests
{
    [Fact]
    public async Task The_script_of_the_README_verifies_an_attested_document_to_the_root()
    {
        SkipWithoutTools();
        await using var emulator = await ImdsEmulator.StartAsync();

        var (code, output, error) = await RunAsync(emulator);

        Assert.True(code == 0, error);
        var document = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]).RootElement;
        Assert.Equal("1234567890", document.GetProperty("nonce").GetString());
        Assert.Equal("8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f", document.GetProperty("vmId").GetString());
    }

    [Theory]
    [InlineData(AttestedDefect.TamperedDocument)]
    [InlineData(AttestedDefect.WrongKey)]
    [InlineData(AttestedDefect.OtherAuthority)]
    [InlineData(AttestedDefect.SelfSigned)]
    [InlineData(AttestedDefect.LookAlikeDomain)]
    public async Task The_script_of_the_README_refuses_a_document_that_must_not_be_believed(AttestedDefect defect)
    {
        SkipWithoutTools();
        await using var emulator = await ImdsEmulator.StartAsync();
        emulator.Faults.Add("attested/document", ImdsFault.Attested(defect));

        var (code, output, _) = await RunAsync(emulator);

        Assert.NotEqual(0, code);
        Assert.DoesNotContain("vmId", output, StringComparison.Ordinal);
    }

    private static void SkipWithoutTools()
    {
        foreach (var tool in new[] { "bash", "curl", "openssl" })
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, tool))), $"This machine has no {tool}.");
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(ImdsEmulator emulator)
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("runtime", "Imds.Emulator", "README.md"));
        var script = Script().Match(readme).Groups["script"].Value;
        Assert.Contains("openssl", script, StringComparison.Ordinal);

        var folder = Directory.CreateTempSubdirectory("imds-shell-");
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", script])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.FullName,
                Environment = { ["IMDS"] = new Uri(emulator.Endpoint, "/").AbsoluteUri.TrimEnd('/'), ["no_proxy"] = "*" },
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The block that ends the section on verifying.</summary>
    [GeneratedRegex("```bash\\n(?<script>set -euo pipefail\\n.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script();
}
