using System.Text.RegularExpressions;

namespace Imds.EndToEnd.Tests;

/// <summary>The packed templates: a project is made of each, built, and run off Azure, where its emulator answers.</summary>
public sealed class TemplateTests(Packages packages) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-templates-");

    public async ValueTask InitializeAsync()
    {
        const string Settings = "Directory.Build.props";
        File.Copy(Repository.PathOf("tests", "Imds.EndToEnd.Tests", "Consumers", Settings), Path.Combine(_folder.FullName, Settings));
        await NewAsync("install", Path.Combine(packages.Folder, $"Imds.Templates.{packages.Version}.nupkg"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }

    [Fact]
    public async Task A_web_application_says_where_it_runs()
    {
        var program = await CreateAsync("imds-web", "Contoso.Web");
        using var process = Command.Start(
            Path.GetDirectoryName(program)!, "dotnet", program, "--environment", "Development", "--urls", "http://127.0.0.1:0");
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var address = "";
            while (address.Length == 0)
            {
                var line = await process.StandardOutput.ReadLineAsync(limit.Token)
                    ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(limit.Token));
                address = Regex.Match(line, "http://127.0.0.1:[1-9][0-9]*$").Value;
            }

            using var client = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Matches(@"^\S+ is a Standard_\S+ in [a-z]+\.$", await client.GetStringAsync("/", limit.Token));
            Assert.StartsWith("[\"10.", await client.GetStringAsync("/addresses", limit.Token), StringComparison.Ordinal);
            Assert.Equal("Healthy", await client.GetStringAsync("/health", limit.Token));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_worker_finishes_its_work_before_the_restart_and_ends()
    {
        var program = await CreateAsync("imds-worker", "Contoso.Orders");
        var run = (await Command.RunAsync(Path.GetDirectoryName(program)!, "dotnet", program, "--environment", "Development"))
            .Succeeded("The worker");

        Assert.Contains("Worked", run.Output, StringComparison.Ordinal);
        Assert.Contains("Ready for Reboot", run.Output, StringComparison.Ordinal);
    }

    /// <returns>The program.</returns>
    private async Task<string> CreateAsync(string template, string name)
    {
        await NewAsync(template, "-o", name);
        var project = Path.Combine(_folder.FullName, name);
        var build = await packages.DotNetAsync(
            project, "build", [.. await packages.ConsumerSettingsAsync(), "-p:GenerateDocumentationFile=false"]);
        build.Succeeded($"Building {template}");
        Assert.DoesNotContain(build.Lines, line => line.Contains(": warning ", StringComparison.Ordinal));
        return Path.Combine(project, "bin", "Debug", "net10.0", $"{name}.dll");
    }

    /// <summary>With templates of its own, so that this machine's stay as they are.</summary>
    private async Task NewAsync(params string[] arguments) =>
        (await Command.RunAsync(
            _folder.FullName, "dotnet", ["new", .. arguments, "--debug:custom-hive", Path.Combine(_folder.FullName, "hive")]))
            .Succeeded($"dotnet new {arguments[0]}");
}
