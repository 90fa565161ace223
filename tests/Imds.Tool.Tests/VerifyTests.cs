using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary><c>verify</c>: a document that another machine has sent.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-verify-");
    private ImdsEmulator _emulator = null!;

    private string Document => Path.Combine(_folder.FullName, "document.json");

    public async ValueTask InitializeAsync()
    {
        _emulator = await ImdsEmulator.StartAsync();
        await File.WriteAllTextAsync(Document, (await Run.PipedAsync(_emulator, "attest", "--nonce", "1234567890", "--raw")).Succeeded());
    }

    [Fact]
    public async Task A_document_is_trusted_for_its_nonce_by_whoever_believes_its_authority()
    {
        var run = await Run.OfAsync(Run.Terminal(80), _emulator.Endpoint.ToString(), ["verify", Document, "--nonce", "1234567890"]);

        run.Succeeded();
        Assert.Contains("trusted              yes", run.Lines);
    }

    [Fact]
    public async Task It_can_be_piped()
    {
        var text = await File.ReadAllTextAsync(Document, TestContext.Current.CancellationToken);

        (await Run.OfAsync(Run.Piped, _emulator.Endpoint.ToString(), ["verify", "-", "--nonce", "1234567890"], input: text)).Succeeded();
    }

    [Fact]
    public async Task Another_nonce_is_not_trusted()
    {
        var run = await Run.PipedAsync(_emulator, "verify", Document, "--nonce", "0987654321", "-q", "failure");

        Assert.Equal(((int)ExitCode.NotTrusted, "WrongNonce\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task Without_a_nonce_it_says_what_that_leaves_open()
    {
        var run = await Run.OnTerminalAsync(_emulator, 100, "verify", Document);

        Assert.Contains("it may be an old one", run.Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_does_not_vouch_for_an_emulator()
    {
        var run = await Run.OfAsync(Run.Piped, endpoint: null, ["verify", Document, "--nonce", "1234567890", "--offline", "-q", "failure"]);

        Assert.Equal(((int)ExitCode.NotTrusted, "UntrustedSigner\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task A_root_and_an_issuer_from_files_need_no_network()
    {
        var root = Path.Combine(_folder.FullName, "root.pem");
        await File.WriteAllTextAsync(root, _emulator.RootCertificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var issuer = Path.Combine(_folder.FullName, "issuer.cer");
        using var http = new HttpClient();
        var address = new Uri(_emulator.Endpoint, "/pki/issuing-ca-01.cer");
        await File.WriteAllBytesAsync(
            issuer, await http.GetByteArrayAsync(address, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        (await Run.OfflineAsync("verify", Document, "--nonce", "1234567890", "--root", root, "--issuer", issuer, "--offline")).Succeeded();
    }

    [Theory]
    [InlineData("--offline")]
    [InlineData("--nonce", "1234567890")]
    public async Task Where_the_issuer_is_not_there_the_option_is_said_that_gives_it(params string[] more)
    {
        var root = Path.Combine(_folder.FullName, "root.pem");
        await File.WriteAllTextAsync(root, _emulator.RootCertificate.ExportCertificatePem(), TestContext.Current.CancellationToken);

        var run = await Run.OfflineAsync(["verify", Document, "--root", root, "-q", "message", .. more]);

        Assert.Equal((int)ExitCode.NotTrusted, run.Code);
        Assert.Contains("--issuer", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ImdsAttestationOptions", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cannot be read", "verify", "/no/such/file")]
    [InlineData("'' is no name of a file.", "verify", "")]
    [InlineData("'' is no name of a file.", "verify", "-", "--root", "")]
    [InlineData("'' is no name of a file.", "specs", "import", "")]
    [InlineData("'FILE'", "verify")]
    public async Task A_file_that_is_not_there_is_said(string said, params string[] arguments) =>
        Assert.Contains(said.Replace("'FILE'", "verify", StringComparison.Ordinal), (await Run.OfflineAsync(arguments))
            .Failed(ExitCode.Usage), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"encoding\":\"pkcs7\"}", "no member 'signature'")]
    [InlineData("{\"signature\":", "no JSON")]
    [InlineData("{\"signature\":\"\\ud800\"}", "half of a surrogate pair")]
    public async Task What_is_no_document_is_said(string text, string said) =>
        Assert.Contains(said, (await Run.OfAsync(Run.Piped, Run.Nowhere, ["verify", "-"], input: text))
            .Failed(ExitCode.Usage), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_no_signature_is_not_trusted()
    {
        var run = await Run.OfAsync(Run.Piped, Run.Nowhere, ["verify", "-", "-q", "failure"], input: "cGx1bQ==");

        Assert.Equal(((int)ExitCode.NotTrusted, "NotSigned\n"), (run.Code, run.Output));
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
