namespace Imds.Analyzers.Tests;

/// <summary>IMDS301 and IMDS302 at the names by which a reply is read as a tree.</summary>
public class TreeNameTests
{
    private const string Old = "http://169.254.169.254/metadata/instance?api-version=2020-09-01";

    [Theory]
    // each way to have a tree
    [InlineData("using var reply = JsonDocument.Parse(await http.GetStringAsync(Url)); _ = "
        + "reply.RootElement.GetProperty(\"compute\").GetProperty({|IMDS301:\"userData\"|});")]
    [InlineData("var reply = JsonNode.Parse(await http.GetStringAsync(Url)); _ = reply![\"compute\"]![{|IMDS301:\"userData\"|}];")]
    [InlineData("var reply = JsonNode.Parse(await http.GetStringAsync(Url)); _ = reply?[\"compute\"]?[{|IMDS301:\"userData\"|}]?.ToString();")]
    [InlineData("var text = await http.GetStringAsync(Url); var reply = JsonNode.Parse(text)!.AsObject(); "
        + "_ = reply[\"compute\"]!.AsObject()[{|IMDS301:\"userData\"|}];")]
    [InlineData("var reply = await http.GetFromJsonAsync<JsonElement>(Url); _ = "
        + "reply.GetProperty(\"compute\").TryGetProperty({|IMDS301:\"userData\"|}, out var data);")]
    [InlineData("var response = await http.GetAsync(Url); var reply = await response.Content.ReadFromJsonAsync<JsonObject>(); "
        + "_ = reply![\"compute\"]![{|IMDS301:\"userData\"|}];")]
    [InlineData("var reply = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(Url)); "
        + "_ = reply.GetProperty(\"compute\").GetProperty({|IMDS301:\"userData\"|});")]
    [InlineData("using var reply = await JsonDocument.ParseAsync(await http.GetStreamAsync(Url)); var compute = "
        + "reply.RootElement.GetProperty(\"compute\"); _ = compute.GetProperty({|IMDS301:\"userData\"|}).GetString();")]
    // deeper: lists, their items, what is tried
    [InlineData("using var reply = JsonDocument.Parse(await http.GetStringAsync(Url)); foreach (var one in "
        + "reply.RootElement.GetProperty(\"network\").GetProperty(\"interface\").EnumerateArray()) _ = one.GetProperty({|IMDS302:\"macAdress\"|});")]
    [InlineData("var reply = JsonNode.Parse(await http.GetStringAsync(Url))!; _ = "
        + "reply[\"network\"]![\"interface\"]![0]![\"ipv4\"]![\"ipAddress\"]![0]![{|IMDS302:\"privateIpAdress\"|}];")]
    [InlineData("using var reply = JsonDocument.Parse(await http.GetStringAsync(Url)); if (reply.RootElement.TryGetProperty(\"compute\", out "
        + "var compute)) _ = compute.GetProperty({|IMDS302:\"vmsize\"|});")]
    public Task Reported_in(string body) => Verify(body);

    [Theory]
    [InlineData("using var reply = JsonDocument.Parse(await http.GetStringAsync(Url)); _ = "
        + "reply.RootElement.GetProperty(\"compute\").GetProperty(\"vmSize\");")]
    [InlineData("var reply = JsonNode.Parse(await http.GetStringAsync(Url))!; _ = reply[\"compute\"]![\"quiteSomethingElse\"];")]
    // another document, or one that may be
    [InlineData("await http.GetStringAsync(Url); using var own = JsonDocument.Parse(Own); _ = own.RootElement.GetProperty(\"computes\");")]
    [InlineData("await http.GetStringAsync(Url); using var own = JsonDocument.Parse(given); _ = own.RootElement.GetProperty(\"computes\");")]
    [InlineData("var reply = JsonNode.Parse(await http.GetStringAsync(Url))!; reply = reply[\"compute\"]!; _ = reply[\"vmSise\"];")]
    [InlineData("await http.GetStringAsync(Url); var other = new Dictionary<string, string>(); _ = other[\"vmSise\"];")]
    [InlineData("await http.GetStringAsync(\"http://169.254.169.254/metadata/loadbalancer?api-version=2021-02-01\"); var reply = "
        + "JsonNode.Parse(await http.GetStringAsync(Url))!; _ = reply[\"computes\"];")]
    public Task Nothing_is_reported_in(string body) => Verify(body);

    /// <summary>Contexts that System.Text.Json generates at compile time.</summary>
    [Fact]
    public Task A_type_that_is_read_by_a_generated_context_is_held_to_its_document() => Verify("""
        _ = await http.{|IMDS301:GetFromJsonAsync|}(Url, Context.Default.Vm);
        _ = JsonSerializer.{|IMDS301:Deserialize|}(await http.GetStringAsync(Url), Context.Default.Vm);
        _ = JsonSerializer.Deserialize(await http.GetStringAsync(Url), typeof({|IMDS301:Vm|}), Context.Default);
        """, """
        class Vm { [JsonPropertyName("compute")] public Compute? Compute { get; set; } }
        class Compute { [JsonPropertyName("userData")] public string? UserData { get; set; } }
        [JsonSerializable(typeof(Vm))]
        abstract class Context : JsonSerializerContext
        {
            protected Context() : base(null) { }
            public static Context Default => throw new NotSupportedException();
            public System.Text.Json.Serialization.Metadata.JsonTypeInfo<Vm> Vm => throw new NotSupportedException();
        }
        """);

    [Fact]
    public Task The_fixes_ask_with_another_version_or_mend_the_name() => new VerifierTest
    {
        TestCode = Code("var reply = JsonNode.Parse(await http.GetStringAsync(Url))!; _ = reply[\"compute\"]![{|IMDS302:\"vmSise\"|}];", ""),
        FixedCode = Code("var reply = JsonNode.Parse(await http.GetStringAsync(Url))!; _ = reply[\"compute\"]![\"vmSize\"];", ""),
    }.RunAsync();

    private static Task Verify(string body, string types = "") => new VerifierTest { TestCode = Code(body, types) }.RunAsync();

    private static string Code(string body, string types) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Threading.Tasks;

        class C
        {
            const string Url = "{{Old}}";
            const string Own = "{}";

            async Task M(HttpClient http, string given)
            {
                {{body}}
            }
        }

        {{types}}
        """;
}
