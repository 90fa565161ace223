using System.Globalization;

namespace Imds.Analyzers.Tests;

/// <summary>IMDS113: a field that has been seen, and of which the tables cannot say how it is spelled or since when it exists.</summary>
public class UncertainFieldTests
{
    private const string Compartment = "network.interface[].interfaceCompartmentID or network.interface[].interfaceCompartmentId";

    [Theory]
    [InlineData("_ = vm.Compute.{|CS1061:{|IMDS113:HasCustomData|}|};")]
    [InlineData("_ = vm.Compute?{|CS1061:.{|IMDS113:IsVmInStandbyPool|}|};")]
    [InlineData("_ = vm.Network.Interface[0].{|CS1061:{|IMDS113:InterfaceCompartmentId|}|};")]
    [InlineData("_ = vm.Network.Interface[0].{|CS1061:{|IMDS113:InterfaceCompartmentID|}|};")]
    [InlineData("_ = vm.Network.Interface[0].Ipv6.{|CS1061:{|IMDS113:IpAddressBlock|}|}[0].Address;")]
    [InlineData("_ = new Compute { {|CS0117:{|IMDS113:SystemFaultDomain|}|} = \"1\" };")]
    [InlineData("_ = vm is { Compute: { {|CS0117:{|IMDS113:SystemFaultDomain|}|}: \"1\" } };")]
    [InlineData("_ = imds.Instance.Compute.{|CS1061:{|IMDS113:HasCustomData|}|}.GetAsync();")]
    [InlineData("_ = imds.Instance.Network.Interface[0].{|CS1061:{|IMDS113:InterfaceCompartmentId|}|};")]
    public Task In_generated_code(string statement) => Verify(statement);

    [Theory]
    [InlineData("_ = http.GetStringAsync(\"http://169.254.169.254/metadata/instance/compute/{|IMDS113:hasCustomData|}?api-version=2024-07-17"
        + "&format=text\");")]
    [InlineData("_ = http.GetStringAsync(\"http://169.254.169.254/metadata/instance/network/interface/0/{|IMDS113:interfaceCompartmentID|}"
        + "?api-version=2025-11-15&format=text\");")]
    [InlineData("_ = http.GetStringAsync($\"http://169.254.169.254/metadata/instance/network/interface/{i}/ipv4/{|IMDS113:ipAddressBlock|}"
        + "/0/address?api-version=2025-11-15&format=text\");")]
    public Task In_requests(string statement) => Verify(statement);

    [Theory]
    [InlineData("using var reply = JsonDocument.Parse(await http.GetStringAsync(Url)); _ = "
        + "reply.RootElement.GetProperty(\"compute\").GetProperty({|IMDS113:\"hasCustomData\"|});")]
    [InlineData("var reply = JsonNode.Parse(await http.GetStringAsync(Url))!; _ = "
        + "reply[\"network\"]![\"interface\"]![0]![{|IMDS113:\"interfaceCompartmentId\"|}];")]
    public Task In_trees(string statement) => Verify(statement);

    [Fact]
    public Task In_types_written_by_hand() => Verify("_ = await http.GetFromJsonAsync<{|IMDS113:Own|}>(OwnUrl);", """
        class Own { public string? VmSize { get; set; } public string? Location { get; set; } public string? HasCustomData { get; set; } }

        [ImdsDocument("instance/compute", "2023-07-01")]
        class Marked { public string? {|IMDS113:HasCustomData|} { get; set; }
            [JsonPropertyName("isVmInStandbyPool")] public string? {|IMDS113:Standby|} { get; set; } }
        """);

    [Theory]
    [InlineData("_ = vm.Compute.VmSize; _ = imds.Instance.Compute.VmSize;")]
    // somewhere else, or a name of the project's own
    [InlineData("_ = vm.Network.HasCustomData;")]
    [InlineData("_ = vm.HasCustomData;")]
    [InlineData("_ = this.HasCustomData; _ = HasCustomData;")]
    [InlineData("_ = http.GetStringAsync(\"http://169.254.169.254/metadata/instance/compute/hasCustomDatum?api-version=2024-07-17&format=text\");")]
    [InlineData("var reply = JsonNode.Parse(await http.GetStringAsync(Url))!; _ = reply[\"hasCustomData\"];")]
    [InlineData("_ = http.GetStringAsync(\"http://127.0.0.1/compute/hasCustomData\");")]
    // in whatever case it turns out to be
    [InlineData("var reply = JsonNode.Parse(await http.GetStringAsync(Url))!; foreach (var (name, value) in reply[\"compute\"]!.AsObject()) "
        + "_ = name.Equals(\"hasCustomData\", System.StringComparison.OrdinalIgnoreCase);")]
    public async Task Nothing_is_said_of_others(string statement) =>
        Assert.DoesNotContain(await new VerifierTest { TestCode = Code(statement, "") }.DiagnosticsAsync(),
            finding => finding.Id == "IMDS113");

    [Theory]
    [InlineData("_ = vm.Network.Interface[0].InterfaceCompartmentId;", "'InterfaceCompartmentId' has been seen as " + Compartment
        + " since 2025-07-24 (https://github.com/Azure/azure-container-networking), but its spelling or first version is not certain: "
        + "no generated type has it, so look for it in the JSON of the whole document, in any letter case, and do without it where it is missing")]
    [InlineData("_ = vm.Compute.HasCustomData;", "'HasCustomData' has been seen as compute.hasCustomData (captured replies), but its "
        + "spelling or first version is not certain: "
        + "no generated type has it, so look for it in the JSON of the whole document, in any letter case, and do without it where it is missing")]
    public async Task The_message_says_where_it_was_seen_and_what_to_do(string statement, string message) => Assert.Equal(message,
        Assert.Single(await new VerifierTest { TestCode = Code(statement, "") }.DiagnosticsAsync(), finding => finding.Id == "IMDS113")
            .GetMessage(CultureInfo.InvariantCulture));

    private static Task Verify(string statement, string types = "") => new VerifierTest
    {
        TestCode = Code(statement, types),
    }.RunAsync();

    private static string Code(string statement, string types) => $$"""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Threading.Tasks;
        using Imds;

        class C
        {
            const string Url = "http://169.254.169.254/metadata/instance?api-version=2024-07-17";
            const string OwnUrl = "http://169.254.169.254/metadata/instance/compute?api-version=2024-07-17";

            async Task M(HttpClient http, ImdsClient imds, Instance vm, int i)
            {
                {{statement}}
                await Task.Yield();
            }
        }

        {{types}}
        """;
}
