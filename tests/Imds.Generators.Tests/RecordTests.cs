using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Imds.Generators.Tests;

/// <summary>Reading and writing of records, as a program meets them.</summary>
public class RecordTests
{
    private static readonly Run Run = new Project { ApiVersion = "2025-04-07", IsPublic = true }.Run();

    private static Type Instance => Run.Type("Imds.Instance");

    private const string Document = """
        {
          "compute": {
            "name": "vm-01", "vmId": "02aab8a4", "location": "westeurope",
            "osProfile": { "computerName": "vm-01", "adminUsername": "azureuser" },
            "tagsList": [ { "name": "env", "value": "prod" }, { "name": "owner", "value": "" } ],
            "storageProfile": { "dataDisks": [ { "lun": "0", "managedDisk": { "id": "/disk/0" } } ], "osDisk": { "encryptionSettings": { "diskEncryptionKey": { "sourceVault": { "id": "v1" } }, "keyEncryptionKey": { "sourceVault": { "id": "v2" } } } } }
          },
          "network": { "interface": [ { "ipv4": { "ipAddress": [ { "privateIpAddress": "10.0.0.4", "publicIpAddress": "" } ], "subnet": [ { "address": "10.0.0.0", "prefix": "24" } ] }, "ipv6": { "ipAddress": [] }, "macAddress": "000D3A" } ] }
        }
        """;

    [Fact]
    public void Every_leaf_is_read_and_written_again()
    {
        var vm = Records.Parse(Instance, Document);

        using var json = JsonDocument.Parse(Document);
        Assert.Equal(18, JsonLeaves.AssertAllRead(json.RootElement, vm));
        using var written = JsonDocument.Parse(Records.Write(vm));
        Assert.Equal(18, JsonLeaves.AssertAllRead(json.RootElement, Records.Parse(Instance, written.RootElement.GetRawText())));
    }

    [Fact]
    public void Records_compare_by_value_through_lists()
    {
        var one = Records.Parse(Instance, Document);
        var two = Records.Parse(Instance, Document);
        var other = Records.Parse(Instance, Document.Replace("\"prod\"", "\"test\""));

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void JsonSerializer_reads_and_writes_records_too()
    {
        var vm = JsonSerializer.Deserialize(Document, Instance)!;

        Assert.Equal(Records.Parse(Instance, Document), vm);
        Assert.Equal(Records.Write(vm), JsonSerializer.Serialize(vm, Instance));
        Assert.Equal(Records.Parse(Instance, "{}"), JsonSerializer.Deserialize("null", Instance));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize("{ \"compute\": ", Instance));
    }

    [Fact]
    public async Task JsonSerializer_reads_records_from_a_stream_in_pieces()
    {
        var large = $$"""{ "other": [{{string.Join(",", Enumerable.Range(0, 20_000))}}], "compute": { "name": "after much else", "tags": "{{new string('x', 40_000)}}" } }""";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(large));

        var vm = await JsonSerializer.DeserializeAsync(stream, Instance, new JsonSerializerOptions { DefaultBufferSize = 256 });

        Assert.Equal(Records.Parse(Instance, large), vm);
        Assert.Equal("after much else", Records.Get(Records.Get(vm!, "Compute")!, "Name"));
    }

    [Theory]
    [InlineData("""{ "compute": null }""")]
    [InlineData("""{ "compute": "" }""")]
    [InlineData("""{ "compute": [] }""")]
    [InlineData("""{ "compute": 7 }""")]
    [InlineData("""{ "compute": { "name": null, "osProfile": null, "tagsList": null, "storageProfile": { "osDisk": { "vhd": "" }, "dataDisks": {} } } }""")]
    [InlineData("""{ "unknown": { "compute": { "name": "no" } }, "compute": { "unknown": [[{}]], "Name": "no" } }""")]
    [InlineData("null")]
    public void What_is_missing_null_unknown_or_of_another_kind_reads_as_empty(string json) =>
        Assert.Equal(Records.Parse(Instance, "{}"), Records.Parse(Instance, json));

    [Theory]
    [InlineData("""{ "compute": { "vmId": "b", "name": "a" } }""")]
    [InlineData("""{ "compute": { "name": "x", "vmId": "b", "name": "a" } }""")]
    [InlineData("""{ "compute": { "n\u0061me": "\u0061", "vmI\u0064": "b" } }""")]
    [InlineData("\uFEFF{ \"compute\": { \"name\": \"a\", \"vmId\": \"b\" } }")]
    public void Order_doubles_and_escapes_do_not_matter(string json) =>
        Assert.Equal(Records.Parse(Instance, """{ "compute": { "name": "a", "vmId": "b" } }"""), Records.Parse(Instance, json));

    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("30", "30")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("{ \"a\": 1 }", "")]
    [InlineData("\"wéstus \\ud83d\\ude00\"", "wéstus 😀")]
    public void A_boolean_or_number_where_a_string_belongs_is_its_text(string json, string text) =>
        Assert.Equal(text, Records.Get(Records.Get(Records.Parse(Instance, $$"""{ "compute": { "location": {{json}} } }"""), "Compute")!,
            "Location"));

    [Theory]
    [InlineData("443", 443)]
    [InlineData("\"443\"", 443)]
    [InlineData("\"\"", 0)]
    [InlineData("null", 0)]
    [InlineData("99999999999", 0)]
    public void Numbers_are_read_leniently(string json, int port) =>
        Assert.Equal(port, Records.Get(Records.Parse(Run.Type("Imds.LoadBalancerInboundRule"), $$"""{ "backendPort": {{json}} }"""),
            "BackendPort"));

    [Fact]
    public void What_is_no_JSON_is_an_error_that_says_where()
    {
        var error = Assert.ThrowsAny<JsonException>(() => Records.Parse(Instance, "{\n  \"compute\": { \"name\": <html> } }"));
        Assert.Equal(1, error.LineNumber);
        Assert.Equal(23, error.BytePositionInLine);

        Assert.ThrowsAny<JsonException>(() => Records.Parse(Instance, ""));
        Assert.ThrowsAny<JsonException>(() => Records.Parse(Instance, "{} {}"));
        Assert.ThrowsAny<JsonException>(() => Records.Parse(Instance, string.Concat(Enumerable.Repeat("{\"compute\":", 70))));
        for (var length = 0; length < Document.Length; length += 7)
        {
            Assert.ThrowsAny<JsonException>(() => Records.Parse(Instance, Document[..length]));
        }
    }

    [Fact]
    public void A_null_given_by_hand_becomes_empty()
    {
        var compute = Run.Type("Imds.Compute");
        var value = Activator.CreateInstance(compute)!;
        foreach (var property in Records.Properties(compute).Where(property => !property.PropertyType.IsValueType))
        {
            property.SetValue(value, null);
        }

        Assert.DoesNotContain(Records.Reach(value), found => found.Value is null);
    }

    [Fact]
    public void The_culture_of_the_machine_changes_no_output()
    {
        var expected = new Project().Run().Sources;
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "~";
        odd.NumberFormat.NumberDecimalSeparator = "#";
        odd.NumberFormat.NumberGroupSeparator = "|";
        odd.DateTimeFormat.DateSeparator = "!";
        try
        {
            CultureInfo.CurrentCulture = odd;
            // A table that repeats a row makes it another set of specs, so that nothing comes from memory.
            Assert.Equal(expected,
                new Project { Specs = [.. Spec.Packaged, Spec.Table("path,introduced\ncompute.name,2017-04-02\n")] }.Run().Sources);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_token_is_in_no_text_made_for_people()
    {
        var token = Records.Parse(Run.Type("Imds.IdentityToken"),
            """{ "access_token": "eyJhbGciOi", "token_type": "Bearer", "expires_on": "1700000000" }""");

        Assert.Equal("eyJhbGciOi", Records.Get(token, "AccessToken"));
        Assert.DoesNotContain("eyJ", token.ToString());
        Assert.Contains("AccessToken = ***", token.ToString());
        Assert.Contains("TokenType = Bearer", token.ToString());
    }

    public static TheoryData<string, string, string> Payloads => new()
    {
        { "azure-init-2023-11-15.json", "2023-11-15", "Imds.Instance" },
        { "azure-init-2023-11-15-extended.json", "2023-11-15", "Imds.Instance" },
        { "opentelemetry-2021-12-13.json", "2021-12-13", "Imds.Compute" },
        { "walinuxagent-2018-02-01.json", "2018-02-01", "Imds.Instance" },
        { "walinuxagent-2018-02-01-unicode.json", "2018-02-01", "Imds.Instance" },
        { "loadbalancer-2020-10-01.json", "2020-10-01", "Imds.LoadBalancerMetadata" },
        { "scheduledevents-2020-07-01.json", "2020-07-15", "Imds.ScheduledEvents" },
    };

    [Theory, MemberData(nameof(Payloads))]
    public void Real_replies_are_read_leaf_by_leaf(string file, string version, string record)
    {
        var text = File.ReadAllText(Repository.RequireReference("payloads", file));
        var type = new Project { ApiVersion = version }.Run().WithoutFindings().Type(record);

        using var json = JsonDocument.Parse(text);
        Assert.True(JsonLeaves.AssertAllRead(json.RootElement, Records.Parse(type, text)) > 8);
    }
}
