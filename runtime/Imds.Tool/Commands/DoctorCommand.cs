using System.CommandLine;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary><c>imds doctor</c>: what stands between this machine and the service.</summary>
internal static class DoctorCommand
{
    private const string Below = """
        It checks routes, proxies, the firewall's doing, the header, the api-version and the data, and ends with 1 where something is wrong:

          imds doctor
          imds doctor --endpoint http://127.0.0.1:8080
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand(
            "doctor", "Checks what can stand between this machine and the service, and says what to do.", Below);
        var service = ServiceOptions.AddTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            await using var machine = await service.ConnectAsync(parsed, host, cancelled);
            var diagnosis = await Spinner.WhileAsync(host, "Checking", DiagnoseAsync(machine, cancelled));
            var rows = diagnosis.Checks.Select(check => new[] { check.Status.ToString().ToLowerInvariant(), check.Name,
                Machine.Words(check.Finding), Machine.Words(check.Remedy) }).ToList();
            output.Write(parsed, host, new Result(new JsonArray([.. rows.Select(Check)]))
            {
                Views = [new TableView("", ["status", "check", "finding", "what to do"], rows)],
            });
            return (int)(diagnosis.IsHealthy ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    private static async Task<ImdsDiagnosis> DiagnoseAsync(Machine machine, CancellationToken cancelled)
    {
        var diagnosis = await machine.Connection.DiagnoseAsync(cancelled);
        if (!diagnosis.Checks.Any(check => check is { Name: "version", Status: ImdsCheckStatus.Failed }))
        {
            return diagnosis;
        }

        await machine.NegotiateAsync();
        return await machine.Connection.DiagnoseAsync(cancelled);
    }

    private static JsonObject Check(string[] row) =>
        new() { ["status"] = row[0], ["check"] = row[1], ["finding"] = row[2], ["remedy"] = row[3] };
}
