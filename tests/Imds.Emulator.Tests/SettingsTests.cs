using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Imds.Emulator.Tests;

/// <summary>All that the API can say can be said on the command line, in a file and in the environment.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string Tokens = "identity/oauth2/token?api-version=2018-02-01&resource=r";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Identities_and_their_tenant_can_be_given()
    {
        await using var emulator = await CommandProcess.ListenAsync(
            "--tenant=contoso", "--identity", "client_id=c-1,object_id=o-1,msi_res_id=/r/1", "--identity", "client_id=c-2,msi_res_id=/r/2",
            "--identity", "system");

        Assert.Equal("""{"tenantId":"contoso"}""", await emulator.GetAsync("identity/info?api-version=2018-02-01"));
        Assert.Equal("o-1", (await JsonAsync(emulator, $"{Tokens}&client_id=c-1")).GetProperty("object_id").GetString());
        Assert.True(Guid.TryParse((await JsonAsync(emulator, $"{Tokens}&msi_res_id=/r/2")).GetProperty("object_id").GetString(), out _));
        Assert.Equal("", (await JsonAsync(emulator, Tokens)).GetProperty("msi_res_id").GetString());
    }

    [Theory]
    [InlineData("freeze,id=E,resources=web_0;web_1,duration=9s,description=The host, too, is updated.")]
    [InlineData("""{ "type": "freeze", "id": "E", "resources": ["web_0", "web_1"], "duration": 9, "description": "The host, too, is updated." }""")]
    public async Task An_event_can_say_all_that_events_say(string text)
    {
        await using var emulator = await CommandProcess.ListenAsync("--event", text);

        var listed = (await JsonAsync(emulator, "scheduledevents?api-version=2020-07-01")).GetProperty("Events")[0];

        Assert.Equal(["web_0", "web_1"], listed.GetProperty("Resources").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(9, listed.GetProperty("DurationInSeconds").GetInt32());
        Assert.Equal("The host, too, is updated.", listed.GetProperty("Description").GetString());
    }

    [Fact]
    public async Task The_command_line_goes_before_the_environment_and_the_environment_before_the_file()
    {
        Write("vm.json", """{"compute":{"name":"from-the-file"}}""");
        var config = Write("emulator.json", """
            {
              // Names as on the command line or as JSON has them; files beside this one.
              "document": "vm.json",
              "newestVersion": "2019-06-01",
              "attested-domain": "metadata.azure.us",
              "noLoadBalancer": true,
              "identities": [],
              "faults": ["instance=503*1", { "endpoint": "instance", "fault": "429:3s", "count": 1 }],
              "events": ["preempt,id=E-1", { "type": "reboot", "id": "E-2", "by": "user" }],
            }
            """);
        await using var emulator = await CommandProcess.ListenAsync(
            [("IMDS_EMULATOR_NEWEST_VERSION", "2020-09-01"), ("IMDS_EMULATOR_TENANT", "from-the-environment"),
                ("IMDS_EMULATOR_EVENT", "freeze,id=E-3\nredeploy,id=E-4"), ("IMDS_EMULATOR_CONFIG", config)],
            1,
            "--newest-version", "2021-02-01");

        Assert.EndsWith("\"2021-02-01\"]}", await emulator.GetAsync("versions"), StringComparison.Ordinal);
        Assert.Contains("from-the-environment", await emulator.GetAsync("identity/info?api-version=2018-02-01"), StringComparison.Ordinal);
        using var first = await emulator.Client.GetAsync($"{emulator.Root}/metadata/instance?api-version=2021-02-01");
        using var second = await emulator.Client.GetAsync($"{emulator.Root}/metadata/instance?api-version=2021-02-01");
        Assert.Equal((503, 429, TimeSpan.FromSeconds(3)),
            ((int)first.StatusCode, (int)second.StatusCode, second.Headers.RetryAfter?.Delta));
        Assert.Equal("from-the-file", await emulator.GetAsync("instance/compute/name?api-version=2021-02-01&format=text"));
        var events = (await JsonAsync(emulator, "scheduledevents?api-version=2020-07-01")).GetProperty("Events").EnumerateArray();
        Assert.Equal(["E-3", "E-4"], events.Select(listed => listed.GetProperty("EventId").GetString()));
        using var identity = await emulator.Client.GetAsync($"{emulator.Root}/metadata/{Tokens}");
        Assert.Contains("Identity not found", await identity.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var balancer = await emulator.Client.GetAsync($"{emulator.Root}/metadata/loadbalancer?api-version=2021-02-01");
        Assert.Equal(404, (int)balancer.StatusCode);
    }

    [Theory]
    [InlineData("""{ "port": "eighty" }""", "config.json: port must be a number from 0 to 65535, not 'eighty'")]
    [InlineData("""{ "prot": 1 }""", "config.json: there is no setting 'prot'. Did you mean 'port'?")]
    [InlineData("""{ "port": [1] }""", "config.json: port must not be a JSON array")]
    [InlineData("""{ "newestVersion": "2020-01-01" }""", "config.json: newestVersion '2020-01-01' is no api-version")]
    [InlineData("""{ "faults": [{ "endpoint": "instance" }] }""", "config.json: faults takes ENDPOINT=FAULT")]
    [InlineData("""{ "events": [{ "type": "freez" }] }""", "config.json: events: there is no type of event 'freez'")]
    [InlineData("""{ "document": "nowhere.json" }""", "config.json: document cannot read")]
    [InlineData("[]", "must be a JSON object whose members are settings")]
    [InlineData("{\n  oops\n}", "LineNumber: 1")]
    public async Task A_mistake_in_the_file_is_said_with_its_place(string text, string message)
    {
        var (code, output, error) = await CommandProcess.RunAsync("--config", Write("config.json", text));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_mistake_in_the_environment_is_said_with_its_variable()
    {
        var (code, _, error) = await CommandProcess.RunAsync([("IMDS_EMULATOR_PORT", "tcp://10.0.0.7:8080")]);

        Assert.Equal(2, code);
        Assert.Contains("IMDS_EMULATOR_PORT must be a number from 0 to 65535, not 'tcp://10.0.0.7:8080'", error, StringComparison.Ordinal);

        await using var emulator = await CommandProcess.ListenAsync([("IMDS_EMULATOR_PROT", "80")], 1);
        Assert.Contains("warning: The environment variable IMDS_EMULATOR_PROT is no setting", await emulator.ErrorLineAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_has_a_line_for_each_request()
    {
        await using var emulator = await CommandProcess.ListenAsync("--log", "--fault", "versions=503*1");

        await emulator.GetAsync("instance/compute/vmSize?api-version=2021-02-01&format=text");
        using var failed = await emulator.Client.GetAsync($"{emulator.Root}/metadata/versions");

        Assert.Matches(
            @"^\d\d:\d\d:\d\d\.\d{3} GET /metadata/instance/compute/vmSize\?api-version=2021-02-01&format=text 200 [\d.]+ ms$",
            await emulator.LineAsync());
        Assert.Matches(@" GET /metadata/versions 503 \(503\) [\d.]+ ms$", await emulator.LineAsync());
    }

    [Fact]
    public async Task The_root_certificate_is_written_where_it_is_wanted()
    {
        var file = Path.Combine(_folder.FullName, "root.pem");
        await using var emulator = await CommandProcess.ListenAsync("--root-certificate", file);

        using var written = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(file));
        var served = await emulator.Client.GetByteArrayAsync($"{emulator.Root}/pki/root.cer");

        Assert.Equal(served, written.RawData);
        Assert.Equal(written.SubjectName.RawData, written.IssuerName.RawData);
    }

    [Fact]
    public async Task A_host_that_is_not_the_loopback_is_warned_of()
    {
        await using var emulator = await CommandProcess.ListenAsync("--host", "0.0.0.0");

        Assert.Contains("warning: Listening on 0.0.0.0", await emulator.ErrorLineAsync(), StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", emulator.Endpoints[0].Host);

        // Who comes by another name is told to fetch the issuer by that name.
        var root = new UriBuilder(emulator.Endpoints[0]) { Host = "localhost" }.Uri;
        var reply = JsonDocument.Parse(
            await emulator.Client.GetStringAsync($"{root}/attested/document?api-version=2021-02-01")).RootElement;
        var signed = Encoding.Latin1.GetString(reply.GetProperty("signature").GetBytesFromBase64());
        Assert.Contains($"http://localhost:{root.Port}/pki/issuing-ca-01.cer", signed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_machines_have_a_line_each()
    {
        await using var emulator = await CommandProcess.ListenAsync([], 3, "--machines", "3");

        Assert.Equal(3, emulator.Endpoints.Distinct().Count());
        var names = new List<string>();
        foreach (var endpoint in emulator.Endpoints)
        {
            names.Add(await emulator.Client.GetStringAsync($"{endpoint}/instance/compute/name?api-version=2021-02-01&format=text"));
        }

        Assert.Equal(["orchard-web_0", "orchard-web_1", "orchard-web_2"], names);
    }

    private static async Task<JsonElement> JsonAsync(CommandProcess emulator, string target) =>
        JsonDocument.Parse(await emulator.GetAsync(target)).RootElement;

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
