using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Imds.CompilerServices;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary><c>imds attest</c>: the document by which the machine proves to others that it runs in Azure.</summary>
internal static class AttestCommand
{
    private const int MaxAttempts = 3;

    private const string Below = """
        The document is asked for with a new nonce, and its signature, signer, time and nonce are checked. --raw prints it as
        the service sent it, for 'imds verify' on another machine:

          imds attest
          imds attest --nonce 1234567890 --raw > document.json
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("attest", "Asks for the attested document of this machine, and verifies it.", Below);
        var nonce = new Option<string?>("--nonce")
        {
            Description = "Ask with this nonce, which whoever verifies the document has chosen.",
            HelpName = "TEXT",
        };
        var raw = new Option<bool>("--raw")
        {
            Description = "Print the document as the service sent it, without a check.",
        };
        command.Options.Add(nonce);
        command.Options.Add(raw);
        var service = ServiceOptions.AddTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            await using var machine = await service.ConnectAsync(parsed, host, cancelled);
            if (parsed.GetValue(raw))
            {
                var reply = await Spinner.WhileAsync(host, "Asking", AskAsync(machine, parsed.GetValue(nonce), cancelled));
                host.Out.WriteLine(reply.ToJson());
                return (int)ExitCode.Done;
            }

            var (trust, authority) = await Trust.OfAsync(machine.Endpoint, cancelled);
            var check =
                await Spinner.WhileAsync(host, "Asking and checking", CheckAsync(machine, parsed.GetValue(nonce), trust, cancelled));
            output.Write(parsed, host, check.Show(authority));
            return (int)check.Code;
        });
        return command;
    }

    /// <summary>Asks again where the service answers with a document that it has made for an earlier nonce.</summary>
    private static async Task<AttestationCheck> CheckAsync(
        Machine machine, string? given, ImdsAttestationOptions trust, CancellationToken cancelled)
    {
        for (var attempt = 1; ; attempt++)
        {
            var nonce = given ?? RandomNumberGenerator.GetString("0123456789", 10);
            var reply = await AskAsync(machine, nonce, cancelled);
            var check = await AttestationCheck.OfAsync(reply.Signature, nonce, trust, cancelled);
            if (!check.IsOfOtherNonce || attempt == MaxAttempts)
            {
                return check;
            }
        }
    }

    private static Task<AttestedData> AskAsync(Machine machine, string? nonce, CancellationToken cancelled) => machine.AskAsync(
        () => machine.RouteTo(Places.Attested).GetAsync<AttestedData>(new ImdsQuery { { "nonce", nonce } }, cancelled),
            new Route(Places.Attested, []));
}
