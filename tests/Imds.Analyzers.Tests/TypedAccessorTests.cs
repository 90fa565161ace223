namespace Imds.Analyzers.Tests;

/// <summary>IMDS210, and its fix: a request in the place of which the generated client can ask.</summary>
public class TypedAccessorTests
{
    private const string Http = "http://169.254.169.254/metadata/instance/compute";
    private const string Query = "?api-version=2021-02-01&format=text";

    [Theory]
    [InlineData("async Task<string> M(HttpClient http, ImdsClient imds) => await {|IMDS210:http.GetStringAsync(\"" + Http + "/vmSize"
        + Query + "\")|};", "async Task<string> M(HttpClient http, ImdsClient imds) => await imds.Instance.Compute.VmSize.GetAsync();")]
    [InlineData("Task<string> M(HttpClient http, ImdsClient imds) => {|IMDS210:http.GetStringAsync(\"" + Http + "/osProfile/computerName"
        + Query + "\")|};", "Task<string> M(HttpClient http, ImdsClient imds) => imds.Instance.Compute.OsProfile.ComputerName.GetAsync();")]
    [InlineData("async Task<string> M(HttpClient http, ImdsClient imds, CancellationToken ct) => await {|IMDS210:http.GetStringAsync(new "
        + "Uri(\"" + Http + "/vmSize" + Query + "\"), ct)|};",
        "async Task<string> M(HttpClient http, ImdsClient imds, CancellationToken ct) => await imds.Instance.Compute.VmSize.GetAsync(ct);")]
    [InlineData("async Task<string> M(HttpClient http, ImdsClient imds) => (await {|IMDS210:http.GetStringAsync(\"" + Http
        + "/vmSize?format=text&api-version=2021-02-01\")|}.ConfigureAwait(false)).Trim();",
        "async Task<string> M(HttpClient http, ImdsClient imds) => (await "
        + "imds.Instance.Compute.VmSize.GetAsync().ConfigureAwait(false)).Trim();")]
    [InlineData("async Task<string> M(HttpClient http, ImdsClient imds, int i) => await "
        + "{|IMDS210:http.GetStringAsync($\"http://169.254.169.254/metadata/instance/network/interface/{i}/ipv4/ipAddress/0/publicIpAddress?api-version=2021-02-01&format=text\")|};", "async Task<string> M(HttpClient http, ImdsClient imds, int i) => await imds.Instance.Network.Interface[i].Ipv4.IpAddress[0].PublicIpAddress.GetAsync();")]
    [InlineData("readonly ImdsClient _imds = new(); async Task<string> M(HttpClient http) { return await {|IMDS210:http.GetStringAsync(\""
        + Http + "/vmSize" + Query + "\")|}; }",
        "readonly ImdsClient _imds = new(); async Task<string> M(HttpClient http) { return await "
        + "_imds.Instance.Compute.VmSize.GetAsync(); }")]
    public Task With_a_client_in_scope(string member, string mended) => Verify(member, mended);

    [Fact]
    public Task With_a_client_of_its_own() => Verify(
        """
        async Task M(HttpClient http)
            {
                var size = await {|IMDS210:http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/vmSize?api-version=2021-02-01&format=text")|};
                var id = await {|IMDS210:http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/vmId?api-version=2021-02-01&format=text")|};
            }
        """,
        """
        async Task M(HttpClient http)
            {
                using var imds = new ImdsClient();
                var size = await imds.Instance.Compute.VmSize.GetAsync();
                var id = await imds.Instance.Compute.VmId.GetAsync();
            }
        """);

    [Fact]
    public Task An_instance_field_is_of_no_use_to_a_static_method() => Verify(
        """
        readonly ImdsClient _imds = new();

            static async Task M(HttpClient http, string imds)
            {
                System.Console.WriteLine(await {|IMDS210:http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/vmSize?api-version=2021-02-01&format=text")|});
            }
        """,
        """
        readonly ImdsClient _imds = new();

            static async Task M(HttpClient http, string imds)
            {
                using var imdsClient = new ImdsClient();
                System.Console.WriteLine(await imdsClient.Instance.Compute.VmSize.GetAsync());
            }
        """);

    [Fact]
    public Task An_additional_version_has_a_client_too() => new VerifierTest
    {
        ApiVersion = "2025-04-07",
        AdditionalApiVersions = "2021-02-01",
        TestCode = Code("async Task<string> M(HttpClient http, ImdsClient now, Imds.V2021_02_01.ImdsClient then) => await "
            + "{|IMDS210:http.GetStringAsync(\"" + Http + "/vmSize" + Query + "\")|};"),
        FixedCode = Code("async Task<string> M(HttpClient http, ImdsClient now, Imds.V2021_02_01.ImdsClient then) => await "
            + "then.Instance.Compute.VmSize.GetAsync();"),
    }.RunAsync();

    /// <summary>Where no client is in scope and none can be made, or what would be put there does not fit.</summary>
    [Theory]
    [InlineData("Task<string> M(HttpClient http) => {|IMDS210:http.GetStringAsync(\"" + Http + "/vmSize" + Query + "\")|};")]
    [InlineData("Task<string> M(HttpClient http) { return {|IMDS210:http.GetStringAsync(\"" + Http + "/vmSize" + Query + "\")|}; }")]
    [InlineData("async Task<string> M(HttpClient http) => await {|IMDS210:http.GetStringAsync(\"" + Http + "/vmSize" + Query + "\")|};")]
    [InlineData("object M(HttpClient http) { System.Func<Task<string>> later = async () => await {|IMDS210:http.GetStringAsync(\"" + Http
        + "/vmSize" + Query + "\")|}; return later; }")]
    public async Task No_fix_is_offered(string member)
    {
        var test = new VerifierTest { ApiVersion = "2021-02-01", TestCode = Code(member) };
        await test.RunAsync();
        Assert.Empty(await test.OfferedFixesAsync());
    }

    [Theory]
    [InlineData("\"" + Http + "/vmSize?api-version=2020-09-01&format=text\"")]
    [InlineData("\"" + Http + "?api-version=2021-02-01\"")]
    [InlineData("\"" + Http + "?api-version=2021-02-01&format=text\"")]
    [InlineData("\"" + Http + "/vmSize?api-version=2021-02-01&format=text&x=1\"")]
    [InlineData("\"/metadata/instance/compute/vmSize?api-version=2021-02-01&format=text\"")]
    [InlineData("$\"" + Http + "/{name}?api-version=2021-02-01&format=text\"")]
    [InlineData("$\"http://169.254.169.254/metadata/instance/network/interface/{name}/macAddress?api-version=2021-02-01&format=text\"")]
    public Task Not_suggested_for(string text) => new VerifierTest
    {
        ApiVersion = "2021-02-01",
        TestCode = Code($"async Task<string> M(HttpClient http, ImdsClient imds, string name) => await http.GetStringAsync({text});"),
    }.RunAsync();

    private static Task Verify(string member, string mended) =>
        new VerifierTest { ApiVersion = "2021-02-01", TestCode = Code(member), FixedCode = Code(mended) }.RunAsync();

    private static string Code(string member) => $$"""
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Imds;

        class C
        {
            {{member}}
        }
        """;
}
