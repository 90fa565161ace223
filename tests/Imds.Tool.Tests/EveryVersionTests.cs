using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary>Every command works on every host since 2017-04-02, or says since when there is what it asks for.</summary>
public sealed class EveryVersionTests
{
    public static TheoryData<string> Hosts => [.. ServiceVersions.WithInstance];

    [Theory, MemberData(nameof(Hosts))]
    public async Task A_host_of_any_age_is_asked_what_it_knows(string newest)
    {
        await using var emulator = await ImdsEmulator
            .StartAsync(new() { NewestApiVersion = newest, ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] });

        Assert.Equal("Standard_D4s_v5\n", (await Run.PipedAsync(emulator, "get", "vmSize")).Succeeded());
        Assert.Contains(
            $"at api-version {newest}", (await Run.OnTerminalAsync(emulator, 80, "show")).Succeeded(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2017-04-02")]
    [InlineData("2018-02-01")]
    [InlineData("2018-10-01")]
    [InlineData("2020-09-01")]
    [InlineData("2020-10-01")]
    public async Task What_a_host_is_too_old_for_is_said_with_the_version_that_brought_it(string newest)
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { NewestApiVersion = newest });

        Assert.Equal(["compute/", "network/"], (await Run.PipedAsync(emulator, "ls", "instance")).Lines);
        Assert.Equal(newest, (await Run.PipedAsync(emulator, "versions")).Lines[^1]);
        (await Run.PipedAsync(emulator, "doctor")).Succeeded();
        await SinceAsync("2018-10-01", "attest");
        await SinceAsync("2018-02-01", "token", "-r", "https://vault.azure.net");
        await SinceAsync("2020-10-01", "show", "loadbalancer");

        async Task SinceAsync(string version, params string[] arguments)
        {
            var run = await Run.PipedAsync(emulator, arguments);
            if (string.CompareOrdinal(newest, version) >= 0)
            {
                run.Succeeded();
            }
            else
            {
                Assert.Contains($"came with {version}", run.Failed(ExitCode.NotThere), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_version_that_is_asked_for_is_asked_for()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Json.Same(
            await new MetadataService(emulator.Endpoint).TextAsync("instance?api-version=2019-06-01"),
            (await Run.PipedAsync(emulator, "get", "instance", "--api-version", "2019-06-01")).Succeeded());
    }

    [Fact]
    public async Task A_host_that_does_not_know_it_refuses_with_those_that_it_knows()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { NewestApiVersion = "2019-06-01" });

        var line = (await Run.PipedAsync(emulator, "get", "vmId", "--api-version", "2021-02-01")).Failed(ExitCode.Refused);

        Assert.Contains("2019-06-01", line, StringComparison.Ordinal);
    }
}
