using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Imds.Emulator.Tests;

/// <summary>
/// The requests that clients in other languages make, byte for byte as they put them on the wire: their header names, agents and
/// content types, and the address that they believe they talk to.
/// </summary>
public sealed class RealClientTests : IAsyncLifetime
{
    private ImdsEmulator _emulator = null!;

    public async ValueTask InitializeAsync() => _emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
    {
        ScheduledEvents = [new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "E-1" },
            new EmulatedEvent { Type = ScheduledEventType.Redeploy, EventId = "E-2" }],
    });

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    /// <summary>The agent on every Linux VM: Python's httplib, a boolean as the header's value, one connection a request.</summary>
    [Fact]
    public async Task WALinuxAgent_reads_compute_and_checks_the_health_of_the_service()
    {
        const string headers = "User-Agent: WALinuxAgent/2.11.1.4 (ubuntu-22.04;3.10.12;cea2aa43)\nMetadata: True\nConnection: close";

        var compute = await AskAsync($"GET /metadata/instance/compute?api-version=2018-02-01 HTTP/1.1\nHost: 169.254.169.254\n{headers}");
        var health = await AskAsync($"GET /metadata/instance?api-version=2018-02-01 HTTP/1.1\nHost: 169.254.169.254\n{headers}+health");

        Assert.Equal((200, "northeurope"), (compute.Status, compute.Json.GetProperty("location").GetString()));
        Assert.All(
            new[] { "name", "offer", "osType", "placementGroupId", "platformFaultDomain", "platformUpdateDomain", "publisher",
                "resourceGroupName", "sku", "subscriptionId", "tags", "version", "vmId", "vmSize", "vmScaleSetName", "zone" },
            field => Assert.Equal(JsonValueKind.String, compute.Json.GetProperty(field).ValueKind));
        var first = health.Json.GetProperty("network").GetProperty("interface")[0];
        Assert.NotEmpty(first.GetProperty("macAddress").GetString()!);
        Assert.NotEmpty(first.GetProperty("ipv4").GetProperty("ipAddress")[0].GetProperty("privateIpAddress").GetString()!);
    }

    /// <summary>It wants extended data of a new version, and an old one where that is refused.</summary>
    [Theory]
    [InlineData("2025-04-07", 200)]
    [InlineData("2021-02-01", 400)]
    public async Task Cloud_init_falls_back_where_a_host_is_old(string newest, int first)
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { NewestApiVersion = newest });
        const string headers =
            "Host: 169.254.169.254\nUser-Agent: Cloud-Init/24.4\nAccept-Encoding: gzip, deflate\nAccept: */*\nConnection: "
            + "keep-alive\nMetadata: true";

        var extended = await AskAsync($"GET /metadata/instance?api-version=2021-08-01&extended=true HTTP/1.1\n{headers}", emulator);
        var old = await AskAsync($"GET /metadata/instance?api-version=2019-06-01 HTTP/1.1\n{headers}", emulator);
        var reprovision = await AskAsync($"GET /metadata/reprovisiondata?api-version=2019-06-01 HTTP/1.1\n{headers}", emulator);

        Assert.Equal((first, 200, 404), (extended.Status, old.Status, reprovision.Status));
        Assert.Equal(first == 200, extended.Json.TryGetProperty("compute", out var compute));
        if (first == 200)
        {
            Assert.Equal("orchard-web-01", compute.GetProperty("osProfile").GetProperty("computerName").GetString());
            Assert.NotEmpty(compute.GetProperty("publicKeys")[0].GetProperty("keyData").GetString()!);
        }
    }

    /// <summary>It learns the newest versions from the refusal of a request that names none.</summary>
    [Fact]
    public async Task SUSE_azuremetadata_takes_the_versions_from_a_refusal()
    {
        const string headers =
            "Accept-Encoding: identity\nHost: 169.254.169.254\nUser-Agent: Python-urllib/3.11\nMetadata: true\nConnection: close";

        var refused = await AskAsync($"GET /metadata/instance HTTP/1.1\n{headers}");
        var versions = await AskAsync($"GET /metadata/versions HTTP/1.1\n{headers}");
        var oldest = await AskAsync($"GET /metadata/instance?api-version=2017-04-02 HTTP/1.1\n{headers}");
        var newest = refused.Json.GetProperty("newest-versions")[0].GetString();
        var attested = await AskAsync($"GET /metadata/attested/document?api-version={newest} HTTP/1.1\n{headers}");

        Assert.Equal((400, "2025-04-07"), (refused.Status, newest));
        Assert.Equal(35, versions.Json.GetProperty("apiVersions").GetArrayLength());
        Assert.Equal((200, 200), (oldest.Status, attested.Status));
        Assert.Equal("pkcs7", attested.Json.GetProperty("encoding").GetString());
    }

    /// <summary>Pacemaker's agent reads events of one version and approves them at another, as a form by its content type.</summary>
    [Fact]
    public async Task Azure_events_az_approves_several_events_at_once()
    {
        const string headers =
            "Accept-Encoding: identity\nHost: 169.254.169.254\nMetadata: true\nUser-Agent: Pacemaker-ResourceAgent/0.20 "
            + "linux\nConnection: close";
        const string body = """{"StartRequests": [{"EventId": "E-1"}, {"EventId": "E-2"}]}""";

        var instance = await AskAsync($"GET /metadata/instance?api-version=2021-12-13 HTTP/1.1\n{headers}");
        var before = await AskAsync($"GET /metadata/scheduledevents?api-version=2020-07-01 HTTP/1.1\n{headers}");
        var approval = await AskAsync(
            "POST /metadata/scheduledevents?api-version=2019-08-01 HTTP/1.1\nContent-Type: "
            + $"application/x-www-form-urlencoded\nContent-Length: {body.Length}\n{headers}",
            body: body);
        var after = await AskAsync($"GET /metadata/scheduledevents?api-version=2020-07-01 HTTP/1.1\n{headers}");

        Assert.Equal("orchard-web-01", instance.Json.GetProperty("compute").GetProperty("name").GetString());
        Assert.Equal(["Scheduled", "Scheduled"], Statuses(before));
        Assert.Equal((200, ""), (approval.Status, approval.Body)); // What is not empty it reads as JSON.
        Assert.Equal(["Started", "Started"], Statuses(after));
        Assert.True(after.Json.GetProperty("DocumentIncarnation").GetInt32() > before.Json.GetProperty("DocumentIncarnation").GetInt32());
    }

    /// <summary>Microsoft's sample for events: the preview version, the header in lower case, the incarnation sent back.</summary>
    [Fact]
    public async Task Microsofts_sample_of_events_sends_the_incarnation_back()
    {
        const string headers =
            "Accept-Encoding: identity\nHost: 169.254.169.254\nUser-Agent: Python-urllib/3.6\nmetadata: true\nConnection: close";

        var list = await AskAsync($"GET /metadata/scheduledevents?api-version=2017-03-01 HTTP/1.1\n{headers}");
        var body = $$"""{"DocumentIncarnation": {{list.Json.GetProperty("DocumentIncarnation")}}, "StartRequests": [{"EventId": "E-1"}]}""";
        var approval = await AskAsync(
            "POST /metadata/scheduledevents?api-version=2017-03-01 HTTP/1.1\nContent-Type: "
            + $"application/x-www-form-urlencoded\nContent-Length: {body.Length}\n{headers}",
            body: body);

        Assert.Equal((200, 200), (list.Status, approval.Status));
        Assert.Equal(["Started", "Scheduled"],
            Statuses(await AskAsync($"GET /metadata/scheduledevents?api-version=2017-03-01 HTTP/1.1\n{headers}")));
    }

    /// <summary>
    /// Microsoft's samples for the service in many languages: the header's value with a capital, a nonce of seven digits.
    /// </summary>
    [Fact]
    public async Task Microsofts_samples_of_the_service_find_their_nonce_in_the_document()
    {
        const string headers =
            "Host: 169.254.169.254\nUser-Agent: python-requests/2.31.0\nAccept-Encoding: gzip, deflate\nAccept: */*\nConnection: "
            + "keep-alive\nMetadata: True";

        var instance = await AskAsync($"GET /metadata/instance?api-version=2019-03-11 HTTP/1.1\n{headers}");
        var attested = await AskAsync($"GET /metadata/attested/document?api-version=2019-03-11&nonce=1234576 HTTP/1.1\n{headers}");

        Assert.Equal(200, instance.Status);
        Assert.Contains("1234576", Encoding.Latin1.GetString(attested.Json.GetProperty("signature").GetBytesFromBase64()),
            StringComparison.Ordinal);
    }

    /// <summary>
    /// First a request that no service may answer, to see whether one is there; then the token, its query encoded, a slash before it.
    /// </summary>
    [Fact]
    public async Task Azure_identity_for_JavaScript_probes_and_gets_its_token()
    {
        const string headers =
            "accept: application/json\naccept-encoding: gzip,deflate\nuser-agent: azsdk-js-identity/4.10.0 core-rest-pipeline/1.20.0 "
            + "Node/20.16.0 OS/(x64-Linux-6.1)\nHost: 169.254.169.254\nConnection: close";

        var probe = await AskAsync($"GET /metadata/identity/oauth2/token HTTP/1.1\n{headers}");
        var token = await AskAsync(
            $"GET /metadata/identity/oauth2/token?resource=https%3A%2F%2Fvault.azure.net&api-version=2018-02-01&client_id=d1a46b08-37e9-4c52-8f1b-60e2c9d7a35f HTTP/1.1\nmetadata: true\n{headers}");
        var slash = await AskAsync(
            "GET /metadata/identity/oauth2/token/?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net HTTP/1.1\nMetadata: "
            + $"true\n{headers}");
        var future = await AskAsync($"GET /metadata/identity/getplatformmetadata?cred-api-version=2.0 HTTP/1.1\nMetadata: true\n{headers}");

        Assert.Equal(400, probe.Status);
        Assert.Equal("Required metadata header not specified", probe.Json.GetProperty("error_description").GetString());
        Assert.Equal("https://vault.azure.net", token.Json.GetProperty("resource").GetString());
        Assert.True(long.Parse(token.Json.GetProperty("expires_on").GetString()!) > DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.Equal((200, 404), (slash.Status, future.Status));
    }

    /// <summary>curl as the documents show it, with spaces as they type them and the query in any order.</summary>
    [Theory]
    [InlineData("Metadata: true", "instance?api-version=2021-02-01", 200)]
    [InlineData("Metadata:true", "instance?format=json&api-version=2021-02-01", 200)]
    [InlineData("METADATA: TRUE", "instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress?format=text&api-version=2017-08-01", 200)]
    [InlineData("Metadata: true", "instance/compute/tagsList/?api-version=2019-06-04", 200)]
    [InlineData("Metadata: 1", "instance?api-version=2021-02-01", 400)]
    public async Task Curl_gets_what_the_documents_show(string header, string target, int status)
    {
        var reply = await AskAsync(
            $"GET /metadata/{target} HTTP/1.1\nHost: 169.254.169.254\nUser-Agent: curl/7.88.1\nAccept: */*\n{header}\nConnection: close");

        Assert.Equal(status, reply.Status);
    }

    private static IEnumerable<string?> Statuses(RawReply reply) =>
        reply.Json.GetProperty("Events").EnumerateArray().Select(listed => listed.GetProperty("EventStatus").GetString());

    private async Task<RawReply> AskAsync(string head, ImdsEmulator? emulator = null, string body = "")
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", (emulator ?? _emulator).Endpoint.Port, TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head.ReplaceLineEndings("\r\n")}\r\n\r\n{body}"),
            TestContext.Current.CancellationToken);
        return await RawReply.ReadAsync(stream);
    }

    private sealed record RawReply(int Status, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        /// <summary>Reads to the end of the body, or of the connection where no length was announced.</summary>
        public static async Task<RawReply> ReadAsync(Stream stream)
        {
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var status = int.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[1]);
            var length = 0;
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } header)
            {
                length = header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)
                    ? int.Parse(header["Content-Length: ".Length..]) : length;
            }

            var body = new char[length];
            await reader.ReadBlockAsync(body, TestContext.Current.CancellationToken);
            return new RawReply(status, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
        }
    }
}
