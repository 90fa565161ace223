using System.Text.Json;
using Imds;

await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri(args[0]) });

// One line for each thing read: its name, a space, what it was.
Instance vm = await imds.Instance.GetAsync();
Show("document", JsonSerializer.Serialize(vm));
Show("computer", vm.Compute.OsProfile.ComputerName);

string size = await imds.Instance.Compute.VmSize.GetAsync();
Show("size", size);
string address = await imds.Instance.Network.Interface[0].Ipv4.IpAddress[0].PrivateIpAddress.GetAsync();
Show("address", address);
Show("route", imds.Instance.Network.Interface[0].Ipv4.IpAddress[0].PublicIpAddress.ToString());

IReadOnlyList<string> keys = await imds.Instance.ListAsync();
Show("keys", string.Join(',', keys));

Versions versions = await imds.Versions.GetAsync();
Show("versions", string.Join(',', versions.ApiVersions));

IdentityToken token = await imds.Identity.Oauth2.Token.GetAsync(resource: "https://vault.example/");
Show("token", $"{token.TokenType} {token.Resource} {token.AccessToken.Length > 0}");

AttestedData attested = await imds.Attested.Document.GetAsync(nonce: "1234567890");
Show("attested", $"{attested.Encoding} {attested.Signature.Length > 0}");

LoadBalancerMetadata balancer = await imds.LoadBalancer.GetAsync();
Show("balancer", JsonSerializer.Serialize(balancer));

var before = await imds.ScheduledEvents.GetAsync();
foreach (var scheduled in before.Events)
{
    Show("event", $"{scheduled.EventId} {scheduled.EventType} {scheduled.EventStatus}");
    await imds.ScheduledEvents.PostAsync(
        new ScheduledEventsApproval { StartRequests = new[] { new StartRequest { EventId = scheduled.EventId } } });
}
var after = await imds.ScheduledEvents.GetAsync();
Show("approved", string.Join(',', after.Events.Select(scheduled => scheduled.EventStatus)));

try
{
    await imds.Identity.Oauth2.Token.GetAsync(resource: "https://vault.example/", clientId: "nobody");
}
catch (ImdsException refused)
{
    Show("refused", $"{(int?)refused.StatusCode} {refused.Error}");
}

static void Show(string name, string value) => Console.WriteLine($"{name} {value}");
