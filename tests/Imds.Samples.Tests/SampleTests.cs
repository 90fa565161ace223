using Contoso.Placement;
using Imds.Emulator;

namespace Imds.Samples.Tests;

/// <summary>
/// Each sample is run as its reader would, against an emulator, and says what that machine is. Web is run by samples/Web.Tests, and
/// NativeAot from end to end.
/// </summary>
public sealed class SampleTests : IAsyncLifetime
{
    /// <summary>Debug or Release, as this test was built.</summary>
    private static readonly string Configuration =
        Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    private ImdsEmulator _emulator = null!;
    private MetadataService _service = null!;

    public static TheoryData<string> Folders =>
    [
        .. new DirectoryInfo(Repository.PathOf("samples")).EnumerateDirectories().Select(folder => folder.Name)
            .Order(StringComparer.Ordinal),
    ];

    public async ValueTask InitializeAsync()
    {
        _emulator = await ImdsEmulator.StartAsync();
        _service = new MetadataService(_emulator.Endpoint);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("tracking", "vmId")]
    [InlineData("placement", "zone")]
    [InlineData("support", "vmId")]
    [InlineData("cloud", "azEnvironment")]
    public async Task A_question_about_the_machine_is_answered(string sample, string field)
    {
        var expected = await _service.AskAsync($"instance/compute/{field}", "2025-04-07", "text");
        Assert.Contains(expected, await BasicsAsync(sample));
    }

    [Fact]
    public async Task Tags_come_one_a_line()
    {
        var tags = (await BasicsAsync("tags")).Trim().ReplaceLineEndings(";").Replace(" = ", ":", StringComparison.Ordinal);
        Assert.Equal(await _service.AskAsync("instance/compute/tags", "2025-04-07", "text"), tags);
    }

    [Fact]
    public async Task Support_gets_no_keys_and_no_user_data()
    {
        var sent = await BasicsAsync("support");
        Assert.Contains("\"userData\":\"\"", sent);
        Assert.Contains("\"publicKeys\":[]", sent);
    }

    [Theory]
    [InlineData("network", "instance/network/interface/0/macAddress")]
    [InlineData("addresses", "instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress")]
    public async Task A_question_about_the_network_is_answered(string sample, string route) =>
        Assert.Contains(await _service.AskAsync(route, "2025-04-07", "text"), await BasicsAsync(sample));

    [Fact]
    public async Task A_machine_without_a_load_balancer_is_no_failure()
    {
        await using var alone = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { BehindLoadBalancer = false });
        Assert.Contains("no load balancer", await BasicsAsync("addresses", alone));
    }

    [Fact]
    public async Task User_data_is_decoded()
    {
        var encoded = await _service.AskAsync("instance/compute/userData", "2025-04-07", "text");
        Assert.StartsWith(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded)), await BasicsAsync("user-data"));
    }

    [Fact]
    public async Task A_credential_gets_a_token() => Assert.StartsWith("a token of ", await BasicsAsync("credential"));

    [Fact]
    public async Task A_question_that_is_none_is_said_in_a_line()
    {
        var run = await RunAsync("Basics", "nonsense");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("tracking, placement, tags", run.Errors);
    }

    [Fact]
    public async Task The_server_takes_the_machine_once_and_no_look_alike()
    {
        var lines = (await RunAsync("Attestation")).Succeeded("Attestation").Lines;
        Assert.Equal(
            [
                $"introduced: 200 {await _service.AskAsync("instance/compute/vmId", "2025-04-07", "text")}",
                "again, with what was sent: 403 unknown nonce",
                "from a look-alike: 403 WrongDomain",
            ],
            lines);
    }

    [Fact]
    public async Task The_library_reads_what_the_host_knows()
    {
        var known = await MachineTrust.ReadAsync(_emulator.Endpoint);
        Assert.Equal(await _service.AskAsync("instance/compute/securityProfile/securityType", "2021-12-13", "text"), known.SecurityType);
    }

    [Fact]
    public async Task The_library_does_without_on_an_older_host()
    {
        await using var old = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { NewestApiVersion = "2020-09-01" });
        var unknown = await MachineTrust.ReadAsync(old.Endpoint);
        Assert.Null(unknown.SecurityType);
        Assert.NotEqual("", unknown.Name);
    }

    [Fact]
    public async Task The_worker_finishes_its_order_before_it_lets_the_restart_begin()
    {
        var lines = (await RunAsync("Worker")).Succeeded("Worker").Lines;
        var begun = lines.Count(line => line.Contains("begins", StringComparison.Ordinal));
        var done = lines.Count(line => line.Contains("is done", StringComparison.Ordinal));
        var ready = lines.ToList().FindIndex(line => line.Contains("Ready for Reboot", StringComparison.Ordinal));
        Assert.True(begun > 0 && begun == done && ready >= 0, string.Join('\n', lines));
        Assert.DoesNotContain(lines.Skip(ready), line => line.Contains("Order", StringComparison.Ordinal));
    }

    /// <summary>The same source as for .NET Framework.</summary>
    [Fact]
    public async Task The_program_for_NET_Framework_says_what_the_machine_is()
    {
        var run = (await RunAsync("NetFramework", _emulator.Endpoint.AbsoluteUri)).Succeeded("NetFramework");
        Assert.StartsWith(await _service.AskAsync("instance/compute/name", "2021-02-01", "text"), run.Output);
    }

    [Theory, MemberData(nameof(Folders))]
    public void Each_file_begins_with_its_reason_and_each_sample_is_listed(string folder)
    {
        Assert.Contains($"]({folder})", Repository.Read("samples", "README.md"));
        if (folder == "Imds.Inspect")
        {
            return; // a program of its own, and no lesson
        }

        var files = Directory.GetFiles(Repository.PathOf("samples", folder), "*.cs");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.StartsWith("// Why: ", File.ReadLines(file).First()));
    }

    private async Task<string> BasicsAsync(string sample, ImdsEmulator? emulator = null) =>
        (await RunAsync("Basics", sample, (emulator ?? _emulator).Endpoint.AbsoluteUri)).Succeeded(sample).Output;

    /// <summary>As it was built for itself: beside this test it would have this test's packages.</summary>
    private static Task<Command> RunAsync(string sample, params string[] arguments)
    {
        var program = Repository.PathOf("samples", sample, "bin", Configuration, "net10.0", $"{sample}.dll");
        return Command.RunAsync(Repository.Root, "dotnet", [program, .. arguments]);
    }
}
