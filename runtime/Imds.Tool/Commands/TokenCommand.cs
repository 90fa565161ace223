using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Imds.CompilerServices;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary><c>imds token</c>: an access token of a managed identity. The token itself is shown where it is asked for alone.</summary>
internal static class TokenCommand
{
    private const string Hidden = "hidden; --raw or --show-secret prints it";

    private const string Below = """
        What the token is for and how long it lasts is shown; the token itself is a secret, and printed by --raw alone or by --show-secret:

          imds token --resource https://vault.azure.net
          curl -H "Authorization: Bearer $(imds token --resource https://vault.azure.net --raw)" https://NAME.vault.azure.net/secrets
          imds token --resource https://management.azure.com --client-id 3f1c0a52-7d4e-4b8a-9a63-0d5c2e9b7f11
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("token", "Gets an access token, as a managed identity of this machine.", Below);
        var resource = new Option<string>("--resource", "-r")
        {
            Description = "What the token is for, such as https://vault.azure.net.",
            HelpName = "URI",
            Required = true,
        };
        var client = new Option<string?>("--client-id")
        {
            Description = "Use the identity with this client id.",
            HelpName = "ID",
        };
        var principal = new Option<string?>("--object-id")
        {
            Description = "Use the identity with this object id.",
            HelpName = "ID",
        };
        var identity = new Option<string?>("--msi-res-id")
        {
            Description = "Use the identity with this Azure resource id.",
            HelpName = "ID",
        };
        var bypass = new Option<bool>("--bypass-cache")
        {
            Description = "Have a new token issued, rather than one that the service has kept.",
        };
        var raw = new Option<bool>("--raw")
        {
            Description = "Print the access token and nothing else, for scripts.",
        };
        var secret = new Option<bool>("--show-secret")
        {
            Description = "Show the access token among the rest.",
        };
        foreach (var option in new Option[] { resource, client, principal, identity, bypass, raw, secret })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (new Option[] { client, principal, identity }.Where(option => result.GetResult(option) is not null)
                .Select(option => option.Name).ToList() is [_, _, ..] given)
            {
                result.AddError($"{string.Join(" and ", given)} exclude each other: an identity is named in one way.");
            }
        });

        var service = ServiceOptions.AddTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            await using var machine = await service.ConnectAsync(parsed, host, cancelled);
            var query = new ImdsQuery
            {
                { "resource", parsed.GetValue(resource) },
                { "client_id", parsed.GetValue(client) },
                { "object_id", parsed.GetValue(principal) },
                { "msi_res_id", parsed.GetValue(identity) },
                { "bypass_cache", parsed.GetValue(bypass) ? "true" : null },
            };
            var token = await Spinner.WhileAsync(host, "Asking", machine.AskAsync(
                () => machine.RouteTo(Places.Token).GetAsync<IdentityToken>(query, cancelled), new Route(Places.Token, [])));
            if (parsed.GetValue(raw))
            {
                host.Out.WriteLine(token.AccessToken);
            }
            else
            {
                output.Write(parsed, host, Show(token, parsed.GetValue(secret)));
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static Result Show(IdentityToken token, bool withSecret)
    {
        var data = (JsonObject)JsonNode.Parse(token.ToJson())!;
        if (!withSecret)
        {
            data["access_token"] = Hidden;
            data["refresh_token"] = token.RefreshToken.Length > 0 ? Hidden : "";
        }

        var facts = data.Select(member => (Name: member.Key, Value: Readable(member.Key, Json.Leaf(member.Value))))
            .Where(fact => fact.Value.Length > 0);
        return new Result(data) { Views = [new FactsView("", [.. facts])] };
    }

    /// <summary>A time as people write it.</summary>
    private static string Readable(string name, string value) =>
        name is "expires_on" or "not_before" && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? $"{value} ({DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)"
            : value;
}
