using Imds.Emulator;

namespace Inspect.Tests;

/// <summary>The sample, run as the README says.</summary>
public sealed class InspectTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Imds.Inspect.dll");

    private static readonly string[] Expected =
    [
        "orchard-web-01, Standard_D4s_v5 in northeurope, api-version 2025-04-07",
        "  id        8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f",
        "  computer  orchard-web-01, Linux, 0001-com-ubuntu-server-jammy 22_04-lts-gen2",
        "  network   000D3AB41C7E, 10.20.1.4 (203.0.113.27), 10.20.1.5",
        "  network   000D3AB41C7F, 10.20.2.4",
        "  disk      orchard-web-01-os, 64 GB",
        "  disk      orchard-db, 512 GB at lun 0",
        "  disk      orchard-logs, 128 GB at lun 1",
        "  tag       environment = production",
        "  tag       owner = orchard team",
        "  tag       cost-center = 4711",
        "  zone      2",
    ];

    [Fact]
    public async Task Without_arguments_it_shows_an_emulated_machine() => Assert.Equal(Expected, Lines(await RunAsync()));

    [Fact]
    public async Task An_address_chooses_another_server()
    {
        await using var emulator = await ImdsEmulator
            .StartAsync(new() { Document = """{"compute":{"name":"plum","zone":"3"},"network":{"interface":[]}}""" });

        Assert.StartsWith("plum, ", (await RunAsync(emulator.Endpoint.ToString())).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_listens_one_sentence_says_so()
    {
        var run = await RunAsync("http://127.0.0.1:1/metadata");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("connection refused", Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_small_enough_to_be_read_at_a_glance() =>
        Assert.InRange(Repository.Read("samples", "Imds.Inspect", "Program.cs").Split('\n').Length, 1, 60);

    [Fact]
    public void The_README_shows_what_it_prints() =>
        Assert.Contains(string.Join('\n', Expected), Repository.Read("README.md").ReplaceLineEndings("\n"), StringComparison.Ordinal);

    private static Task<Command> RunAsync(params string[] arguments) =>
        Command.RunAsync(AppContext.BaseDirectory, "dotnet", [Program, .. arguments]);

    private static string[] Lines(Command run) => run.Succeeded("Inspect").Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
