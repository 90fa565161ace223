namespace Imds.Analyzers.Tests;

/// <summary>The fixes of IMDS2nn and IMDS3nn that change a literal.</summary>
public class RequestFixTests
{
    private const string Http = "http://169.254.169.254/metadata";

    [Theory]
    [InlineData("IMDS201", Http + "/instance/compute/[|vmsiz|]?api-version=2021-02-01&format=text",
        Http + "/instance/compute/vmSize?api-version=2021-02-01&format=text", "Change 'vmsiz' to 'vmSize'")]
    [InlineData("IMDS201", Http + "/instance/[|vmSize|]?api-version=2021-02-01&format=text",
        Http + "/instance/compute/vmSize?api-version=2021-02-01&format=text", "Change 'vmSize' to 'compute/vmSize'")]
    [InlineData("IMDS201", Http + "/instance/compute/[|api-version=2021-02-01|]", Http + "/instance/compute?api-version=2021-02-01",
        "Begin the query with '?'")]
    [InlineData("IMDS202", Http + "/[|instance/compute/userData|]?api-version=2020-09-01&format=text",
        Http + "/instance/compute/userData?api-version=2021-01-01&format=text", "Ask with api-version 2021-01-01")]
    [InlineData("IMDS202", Http + "/[|instance/compute/customData|]?api-version=2021-02-01&format=text",
        Http + "/instance/compute/customData?api-version=2019-04-30&format=text", "Ask with api-version 2019-04-30")]
    [InlineData("IMDS202", Http + "/[|scheduledevents|]?api-version=2017-04-02", Http + "/scheduledevents?api-version=2017-08-01",
        "Ask with api-version 2017-08-01")]
    [InlineData("IMDS204", Http + "/instance?api-version=[|2021-2-1|]", Http + "/instance?api-version=2021-02-01",
        "Ask with api-version 2021-02-01")]
    [InlineData("IMDS204", Http + "/instance?api-version=[|20210201|]", Http + "/instance?api-version=2021-02-01",
        "Ask with api-version 2021-02-01")]
    [InlineData("IMDS204", Http + "/instance?api-version=[|latest|]", Http + "/instance?api-version=2025-04-07",
        "Ask with api-version 2025-04-07")]
    [InlineData("IMDS205", Http + "/instance?api-version=[|2021-02-03|]", Http + "/instance?api-version=2021-02-01",
        "Ask with api-version 2021-02-01")]
    [InlineData("IMDS206", Http + "/[|instance/compute/vmSize|]?api-version=2021-02-01",
        Http + "/instance/compute/vmSize?api-version=2021-02-01&format=text", "Add 'format=text'")]
    [InlineData("IMDS206", Http + "/instance/compute/vmSize?format=[|json|]&api-version=2021-02-01",
        Http + "/instance/compute/vmSize?format=text&api-version=2021-02-01", "Change to 'format=text'")]
    [InlineData("IMDS208", Http + "/instance?api-version=2021-02-01&[|api-version=2021-02-01|]&format=json",
        Http + "/instance?api-version=2021-02-01&format=json", "Remove the second 'api-version'")]
    [InlineData("IMDS209", "[|https|]://169.254.169.254/metadata/instance?api-version=2021-02-01",
        Http + "/instance?api-version=2021-02-01", "Use http")]
    public Task The_text_is_mended(string rule, string text, string mended, string title) => new VerifierTest
    {
        TestCode = Code(text.Replace("[|", "{|" + rule + ":").Replace("|]", "|}")),
        FixedCode = Code(mended),
        CodeActionTitle = title,
    }.RunAsync();

    [Theory]
    [InlineData(Http + "/instance", Http + "/instance?api-version=2025-04-07")]
    [InlineData(Http + "/instance?format=json", Http + "/instance?format=json&api-version=2025-04-07")]
    [InlineData(Http + "/scheduledevents?", Http + "/scheduledevents?api-version=2020-07-01")]
    public Task The_version_is_added(string text, string mended) => new VerifierTest
    {
        TestCode = Code(text).Replace("\"" + text + "\"", "{|IMDS203:\"" + text + "\"|}"),
        FixedCode = Code(mended),
    }.RunAsync();

    [Fact]
    public Task Each_of_many_is_mended() => new VerifierTest
    {
        TestCode = """
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                const string Version = "2020-09-01";
                const string Root = "http://169.254.169.254/metadata/instance/";

                async Task M(HttpClient http, int index)
                {
                    await http.GetStringAsync($"http://169.254.169.254/metadata/{|IMDS206:instance/compute/vmId|}?api-version=2020-09-01");
                    await http.GetStringAsync({|IMDS202:Root + "compute/userData?format=text&api-version=" + Version|});
                    await http.GetStringAsync({|IMDS202:$"{Root}compute/extendedLocation?api-version={Version}"|});
                    await http.GetStringAsync($"http://169.254.169.254/metadata/instance/network/interface/{index}/{|IMDS201:macAdress|}?format=text&api-version=2020-09-01");
                    await http.GetStringAsync(@"http://169.254.169.254/metadata/instance/{|IMDS201:netwrk|}?api-version=2020-09-01");
                }
            }
            """,
        FixedCode = """
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                const string Version = "2021-03-01";
                const string Root = "http://169.254.169.254/metadata/instance/";

                async Task M(HttpClient http, int index)
                {
                    await http.GetStringAsync($"http://169.254.169.254/metadata/instance/compute/vmId?api-version=2020-09-01&format=text");
                    await http.GetStringAsync(Root + "compute/userData?format=text&api-version=" + Version);
                    await http.GetStringAsync($"{Root}compute/extendedLocation?api-version={Version}");
                    await http.GetStringAsync($"http://169.254.169.254/metadata/instance/network/interface/{index}/macAddress?format=text&api-version=2020-09-01");
                    await http.GetStringAsync(@"http://169.254.169.254/metadata/instance/network?api-version=2020-09-01");
                }
            }
            """,
        // Fix All mends one rule at a time, and of two changes to one literal the first.
        NumberOfFixAllIterations = 4,
    }.RunAsync();

    [Fact]
    public Task Fix_All_mends_every_request_of_a_rule() => new VerifierTest
    {
        TestCode = Code(Http + "/instance/{|IMDS201:compue|}?api-version=2021-02-01",
            Http + "/instance/{|IMDS201:netwrk|}?api-version=2021-02-01"),
        FixedCode = Code(Http + "/instance/compute?api-version=2021-02-01", Http + "/instance/network?api-version=2021-02-01"),
        NumberOfIncrementalIterations = 2,
    }.RunAsync();

    [Fact]
    public Task A_constant_of_another_file_is_mended_there() => new VerifierTest
    {
        TestCode = "class C { async System.Threading.Tasks.Task M(System.Net.Http.HttpClient http) { await "
            + "http.GetStringAsync({|IMDS205:Urls.Instance|}); await http.GetStringAsync({|IMDS205:Urls.Instance|}); } }",
        FixedCode = "class C { async System.Threading.Tasks.Task M(System.Net.Http.HttpClient http) { await "
            + "http.GetStringAsync(Urls.Instance); await http.GetStringAsync(Urls.Instance); } }",
        TestState = { Sources =
            { ("/0/Urls.cs", "static class Urls { public const string Instance = "
                + "\"http://169.254.169.254/metadata/instance?api-version=2021-02-03\"; }") } },
        FixedState = { Sources =
            { ("/0/Urls.cs", "static class Urls { public const string Instance = "
                + "\"http://169.254.169.254/metadata/instance?api-version=2021-02-01\"; }") } },
    }.RunAsync();

    [Fact]
    public async Task A_text_with_escapes_is_left_to_its_author() => Assert.Empty(await new VerifierTest
    {
        TestCode = Code("http:\\u002F/169.254.169.254/metadata/instance/compue?api-version=2021-02-01"),
    }.OfferedFixesAsync());

    [Fact]
    public Task The_name_in_an_attribute_is_mended() => new VerifierTest
    {
        TestCode = "[Imds.ImdsDocument(\"instance/compute\", \"2021-02-01\")] class C { "
            + "[System.Text.Json.Serialization.JsonPropertyName(\"vmSiz\")] public string? {|IMDS302:Size|} { get; set; } }",
        FixedCode = "[Imds.ImdsDocument(\"instance/compute\", \"2021-02-01\")] class C { "
            + "[System.Text.Json.Serialization.JsonPropertyName(\"vmSize\")] public string? Size { get; set; } }",
        CodeActionTitle = "Change 'vmSiz' to 'vmSize'",
    }.RunAsync();

    [Fact]
    public Task The_version_of_a_document_is_raised_for_its_field() => new VerifierTest
    {
        TestCode = "[Imds.ImdsDocument(\"instance/compute\", \"2020-09-01\")] class C { public string? {|IMDS301:UserData|} { get; set; } }",
        FixedCode = "[Imds.ImdsDocument(\"instance/compute\", \"2021-01-01\")] class C { public string? UserData { get; set; } }",
        CodeActionTitle = "Ask with api-version 2021-01-01",
    }.RunAsync();

    [Fact]
    public Task The_version_of_a_request_is_raised_for_what_is_read() => new VerifierTest
    {
        TestCode = """
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Threading.Tasks;

            class Compute { public string? VmId { get; set; } public string? UserData { get; set; } }
            class C(HttpClient http) { Task M() => http.GetFromJsonAsync<{|IMDS301:Compute|}>("http://169.254.169.254/metadata/instance/compute?api-version=2020-09-01"); }
            """,
        FixedCode = """
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Threading.Tasks;

            class Compute { public string? VmId { get; set; } public string? UserData { get; set; } }
            class C(HttpClient http) { Task M() => http.GetFromJsonAsync<Compute>("http://169.254.169.254/metadata/instance/compute?api-version=2021-01-01"); }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("IMDS216", Http + "/attested/document?api-version=2020-09-01&[|nonse|]=1",
        Http + "/attested/document?api-version=2020-09-01&nonce=1")]
    [InlineData("IMDS217", Http + "/scheduledevents?api-version=[|2021-02-01|]", Http + "/scheduledevents?api-version=2020-07-01")]
    [InlineData("IMDS218", Http + "/instance/compute/[|tagslist|]?api-version=2021-02-01",
        Http + "/instance/compute/tagsList?api-version=2021-02-01")]
    public Task What_the_endpoint_supports_takes_its_place(string rule, string text, string mended) => new VerifierTest
    {
        TestCode = Code(text.Replace("[|", "{|" + rule + ":").Replace("|]", "|}")),
        FixedCode = Code(mended),
    }.RunAsync();

    [Fact]
    public Task The_route_and_the_version_of_a_document_are_mended() => new VerifierTest
    {
        TestCode = "[Imds.ImdsDocument(\"{|IMDS304:instance/compue|}\", \"2021-02-01\")] class C { } "
            + "[Imds.ImdsDocument(\"instance/compute\", \"{|IMDS304:2021-2-1|}\")] class D { }",
        FixedCode = "[Imds.ImdsDocument(\"instance/compute\", \"2021-02-01\")] class C { } [Imds.ImdsDocument(\"instance/compute\", "
            + "\"2021-02-01\")] class D { }",
    }.RunAsync();

    private static string Code(params string[] texts) => $$"""
        using System.Net.Http;
        using System.Threading.Tasks;

        class C
        {
            async Task M(HttpClient http)
            {
                {{string.Join("\n        ", texts.Select(text => $"await http.GetStringAsync(\"{text}\");"))}}
            }
        }
        """;
}
