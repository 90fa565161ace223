using System.Globalization;

namespace Imds.Analyzers.Tests;

/// <summary>
/// Names that the service's documents have at the wrong place or in the wrong spelling: the remedy says what they are really called.
/// </summary>
public class SlipTests
{
    [Theory]
    [InlineData("object M(AttestedDocument signed) => signed.Timestamp;", "Timestamp", "TimeStamp")]
    [InlineData("object M(Instance vm) => vm.Compute.StorageProfile.DataDisks[0].OsType;", "OsType", "compute.storageProfile.osDisk.osType")]
    [InlineData("object M(Instance vm) => vm.Compute.StorageProfile.DataDisks[0].EncryptionSettings;", "EncryptionSettings",
        "compute.storageProfile.osDisk.encryptionSettings")]
    [InlineData("object M(Instance vm) => vm.Compute.StorageProfile.OsDisk.Lun;", "Lun", "compute.storageProfile.dataDisks[].lun")]
    [InlineData("object M(Instance vm) => vm.Network.Interface[0].Ipv4.PrivateIpAddress;", "PrivateIpAddress",
        "network.interface[].ipv4.ipAddress[].privateIpAddress")]
    [InlineData("object M(Instance vm) => vm.VmId;", "VmId", "compute.vmId")]
    [InlineData("object M(ImdsClient imds) => imds.Instance.Network.Interface[0].Ipv4.PrivateIpAddress;", "PrivateIpAddress",
        "network.interface[].ipv4.ipAddress[].privateIpAddress")]
    [InlineData("object M(ImdsClient imds) => imds.Instance.Compute.StorageProfile.OsDisk.Lun;", "Lun",
        "compute.storageProfile.dataDisks[].lun")]
    public async Task In_generated_code(string member, string name, string right) => Assert.Equal(
        $"There is no '{name}' here at any api-version: did you mean '{right}'?",
        Assert.Single(await FindAsync("2025-04-07", member), finding => finding.Id == "IMDS107").GetMessage(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("object M(Instance vm) => vm.Compute.Id;")] // in many places
    [InlineData("object M(Instance vm) => vm.Network.VmId;")] // where two would do, or far away
    public async Task Nothing_is_guessed(string member)
    {
        var found = await FindAsync("2025-04-07", member);
        Assert.All(found.Where(finding => finding.Id == "IMDS107"),
            finding => Assert.Contains("compute.vmId", finding.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Contains(found, finding => finding.Id == "CS1061");
    }

    [Fact]
    public async Task A_field_that_is_gone_says_what_takes_its_place()
    {
        var found = await FindAsync("2021-02-01", """
            object M(Instance vm) => vm.Compute.CustomData;
            object N(HttpClient http) => http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/customData?api-version=2021-02-01&format=text");
            [ImdsDocument("instance/compute", "2021-02-01")] class Own { public string CustomData { get; set; } = ""; }
            """);
        foreach (var rule in new[] { "IMDS101", "IMDS202", "IMDS301" })
        {
            Assert.Contains("gone as of 2019-06-01 (the service always sends it empty; 'UserData' (compute.userData) takes its place from 2021-01-01 on)",
                Assert.Single(found, finding => finding.Id == rule).GetMessage(CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("network/interface/0/ipv4/privateIpAddress", "instance/network/interface/0/ipv4/ipAddress/0/privateIpAddress")]
    [InlineData("compute/storageProfile/osDisk/lun", "instance/compute/storageProfile/dataDisks/0/lun")]
    [InlineData("compute/storageProfile/dataDisks/0/osType", "instance/compute/storageProfile/osDisk/osType")]
    public async Task In_requests(string route, string right) => Assert.Contains($"did you mean '{right}'?",
        Assert.Single(await FindAsync("2025-04-07", Request(route)), finding => finding.Id == "IMDS201")
            .GetMessage(CultureInfo.InvariantCulture));

    /// <summary>Whatever their spelling: the tables have them as seen, not certain.</summary>
    [Theory]
    [InlineData("compute/hasCustomData")]
    [InlineData("compute/isVmInStandbyPool")]
    [InlineData("network/interface/0/interfaceCompartmentID")]
    [InlineData("network/interface/0/interfaceCompartmentId")]
    [InlineData("network/interface/0/ipv4/ipAddressBlock/0/address")]
    public async Task What_was_seen_and_is_not_certain_is_not_wrong(string route) =>
        Assert.Equal(["IMDS113"], (await FindAsync("2025-04-07", Request(route))).Select(finding => finding.Id));

    [Fact]
    public async Task Nor_in_types_written_by_hand() => Assert.All(
        await FindAsync("2025-04-07", """
            [ImdsDocument("instance/compute", "2023-07-01")]
            class Own { public bool HasCustomData { get; set; } [JsonPropertyName("isVmInStandbyPool")] public bool Standby { get; set; } }
            """),
        finding => Assert.Equal("IMDS113", finding.Id));

    private static string Request(string route) =>
        $"object M(HttpClient http) => http.GetStringAsync(\"http://169.254.169.254/metadata/instance/{route}?api-version=2024-07-17"
        + "&format=text\");";

    private static async Task<IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic>> FindAsync(string version, string members) =>
        await new VerifierTest
        {
            ApiVersion = version,
            TestCode = $$"""
                using System.Net.Http;
                using System.Text.Json.Serialization;
                using Imds;

                class C
                {
                    {{members}}
                }
                """,
        }.DiagnosticsAsync();
}
