using System.Text.Json;
using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary><c>attest</c> and <c>token</c>: what proves something, or opens something.</summary>
public sealed class AttestTests
{
    [Fact]
    public async Task A_document_is_asked_for_with_a_nonce_and_trusted_by_the_emulators_authority()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { AttestedDomain = "metadata.azure.us" });

        using var shown = JsonDocument.Parse((await Run.PipedAsync(emulator, "attest", "-o", "json")).Succeeded());

        var root = shown.RootElement;
        Assert.True(root.GetProperty("trusted").GetBoolean());
        Assert.True(root.GetProperty("nonceChecked").GetBoolean());
        Assert.StartsWith("the emulator at ", root.GetProperty("authority").GetString(), StringComparison.Ordinal);
        Assert.Equal("CN=northeurope.metadata.azure.us", root.GetProperty("signer").GetString());
        Assert.Equal("8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f", root.GetProperty("document").GetProperty("vmId").GetString());
        Assert.Contains(emulator.Requests, request =>
            request.Target.Contains($"nonce={root.GetProperty("document").GetProperty("nonce")}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AttestedDefect.OtherAuthority, "UntrustedSigner")]
    [InlineData(AttestedDefect.WrongNonce, "WrongNonce")]
    public async Task A_document_that_is_not_to_be_trusted_is_shown_with_the_reason_and_an_exit_code(AttestedDefect defect, string reason)
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        emulator.Faults.Add("attested/document", ImdsFault.Attested(defect));

        var run = await Run.OnTerminalAsync(emulator, 80, "attest");

        Assert.Equal((int)ExitCode.NotTrusted, run.Code);
        Assert.Contains("trusted              no", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith($"reason               {reason}: ", StringComparison.Ordinal));
        Assert.Contains("vmId                 8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f", run.Lines);
    }

    [Fact]
    public async Task A_document_for_an_earlier_nonce_is_asked_for_again()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        emulator.Faults.Add("attested/document", ImdsFault.Attested(AttestedDefect.WrongNonce), count: 1);

        (await Run.PipedAsync(emulator, "attest")).Succeeded();
    }

    [Fact]
    public async Task A_token_is_described_and_not_shown()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var secret = (await Run.PipedAsync(emulator, "token", "-r", "https://vault.azure.net", "--raw")).Succeeded().Trim();
        Assert.True(secret.Length > 100 && secret.Count(c => c == '.') == 2, secret);

        foreach (var format in new[] { "table", "json", "yaml", "tsv" })
        {
            var output = (await Run.PipedAsync(emulator, "token", "-r", "https://vault.azure.net", "-o", format)).Succeeded();
            Assert.Contains("https://vault.azure.net", output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret[..20], output, StringComparison.Ordinal);
        }

        var all = (await Run.PipedAsync(emulator, "token", "-r", "https://vault.azure.net", "--show-secret", "-q", "access_token"))
            .Succeeded();
        Assert.Equal(2, all.Count(c => c == '.'));
    }

    [Fact]
    public async Task An_identity_that_is_not_there_is_refused()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        var line = (await Run.PipedAsync(emulator, "token", "-r", "https://vault.azure.net", "--client-id",
            "00000000-0000-0000-0000-000000000000")).Failed(ExitCode.Refused);

        Assert.Contains("Identity not found", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_what_is_wrong_and_ends_so()
    {
        var run = await Run.OfAsync(Run.Piped, Run.Nowhere, ["doctor"]);

        Assert.Equal((int)ExitCode.Failed, run.Code);
        Assert.Contains(run.Lines, line => line.StartsWith("failed\tanswer\t", StringComparison.Ordinal));
        Assert.DoesNotContain("ImdsClientOptions", run.Output, StringComparison.Ordinal); // which a command line has not
    }
}
