using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary><c>imds verify</c>: an attested document that another machine has sent.</summary>
internal static class VerifyCommand
{
    private const int MaxCharacters = 1024 * 1024;

    private const string Below = """
        FILE holds what 'imds attest --raw' printed, or the signature alone, in base 64; - is the input. Give the nonce that you
        have chosen: a document for another may be an old one. Azure is believed, or the emulator at --endpoint, or the root
        that --root names:

          imds verify document.json --nonce 1234567890
          imds verify - --nonce 1234567890 --root root.pem --issuer issuing.pem < document.json
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("verify", "Verifies an attested document from elsewhere.", Below);
        var file = new Argument<string>("file") { Description = "The document; - for the input.", HelpName = "FILE" };
        var nonce = new Option<string?>("--nonce")
        {
            Description = "The nonce that the document must be made for.",
            HelpName = "TEXT",
        };
        var root = new Option<string[]>("--root")
        {
            Description = "Believe this certificate (PEM or DER), and no other; may be given again.",
            HelpName = "FILE",
        };
        var issuer = new Option<string[]>("--issuer")
        {
            Description = "A certificate between the signer's and the root; may be given again.",
            HelpName = "FILE",
        };
        var offline = new Option<bool>("--offline")
        {
            Description = "Fetch no issuer's certificate.",
        };
        command.Arguments.Add(file);
        foreach (var option in new Option[] { nonce, root, issuer, offline })
        {
            command.Options.Add(option);
        }

        var service = ServiceOptions.AddEndpointTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            var signature = Signature(await ReadAsync(host, parsed.GetValue(file)!, cancelled));
            var (trust, authority) = parsed.GetValue(root) is { Length: > 0 } roots
                ? (Roots(roots), string.Join(", ", roots))
                : await Trust.OfAsync(service.Chosen(parsed, host), cancelled);
            foreach (var path in parsed.GetValue(issuer) ?? [])
            {
                trust.Intermediates.Add(Certificate(path));
            }

            if (parsed.GetValue(offline))
            {
                trust.FetchIssuer = null;
            }

            var check =
                await Spinner.WhileAsync(host, "Checking", AttestationCheck.OfAsync(signature, parsed.GetValue(nonce), trust, cancelled));
            output.Write(parsed, host, check.Show(authority));
            return (int)check.Code;
        });
        return command;
    }

    private static async Task<string> ReadAsync(Host host, string file, CancellationToken cancelled)
    {
        try
        {
            using var reader = file == "-" ? host.In : new StreamReader(Files.Named(file));
            var buffer = new char[MaxCharacters];
            var length = await reader.ReadBlockAsync(buffer, cancelled);
            return length < MaxCharacters
                ? new string(buffer, 0, length).Trim()
                : throw new CommandException(
                    ExitCode.Usage, $"'{file}' is no attested document: it is larger than {MaxCharacters} characters.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"'{file}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The signature in a reply of the service, or else the text itself.</summary>
    private static string Signature(string text)
    {
        if (!text.StartsWith('{'))
        {
            return string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        }

        try
        {
            return Json.Member(Json.Parse(Encoding.UTF8.GetBytes(text)), "signature") is { Length: > 0 } signature
                ? signature
                : throw new CommandException(
                    ExitCode.Usage, "The document has no member 'signature': it is not what attested/document answers.");
        }
        catch (JsonException e)
        {
            throw new CommandException(ExitCode.Usage, $"The document is no JSON: {e.Message}", e);
        }
    }

    private static ImdsAttestationOptions Roots(string[] files)
    {
        var options = new ImdsAttestationOptions();
        foreach (var file in files)
        {
            options.TrustedRoots.Add(Certificate(file));
        }

        return options;
    }

    private static X509Certificate2 Certificate(string file)
    {
        try
        {
            return Certificates.Read(File.ReadAllBytes(Files.Named(file)));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"'{file}' cannot be read as a certificate: {e.Message}", e);
        }
    }
}
