using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Analyzers.Tests;

/// <summary>IMDS2nn and IMDS3nn on code of whatever state, and under the usual means of configuration.</summary>
public class HandwrittenRobustnessTests
{
    internal const string Sample = """
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading.Tasks;
        using Imds;

        const string Root = "http://169.254.169.254/metadata/instance";
        var http = new HttpClient { BaseAddress = new Uri(Root) };
        var index = args.Length;
        var mac = await http.GetStringAsync($"{Root}/network/interface/{index}/macAdress?api-version=2021-02-01&format=text");
        var size = await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/vmSize?api-version=2025-04-07&format=text");
        var json = await http.GetStringAsync(Root + (index > 0 ? "/compute" : "/compue") + "?api-version=2020-9-01&api-version=" + '1');
        var compute = JsonSerializer.Deserialize<Compute>(json) ?? throw new InvalidOperationException(Urls.Events.ToString());
        await new Reader().ReadAsync(http);
        _ = new Imds.CompilerServices.ImdsRoute(null!, "instance/compue").At("instance/network/interface/{0}", 1);

        [ImdsDocument("instance/compute", "2020-09-01")]
        record Compute([property: JsonPropertyName("vmSiz")] string Size, List<Tag>? Tags, Compute? Next)
        {
            public string? UserData { get; init; }
            [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public Tag[]? TagsList { get; set; }
        }

        [ImdsDocument("instance/compue", "2020-9-01")]
        class Tag { public string Name { get; set; } = ""; public int this[int i] => i; }

        static class Urls
        {
            public static readonly Uri Events = new("https://169.254.169.254/metadata/scheduledevents?api-version=2017-04-02");
            public static string Query => $"api-version={Version}";
            private const string Version = "2018-02-01";
        }

        class Reader
        {
            public async Task<Compute?> ReadAsync(HttpClient http)
            {
                var builder = new UriBuilder("http://169.254.169.254") { Path = "/metadata/instance/compute/userData", Query = Urls.Query };
                using var request = new HttpRequestMessage(HttpMethod.Get, builder.Uri) { RequestUri = new Uri(new Uri("http://169.254.169.254"), "/metadata/attested/document") };
                using var reply = await http.SendAsync(request);
                return (Compute?)JsonSerializer.Deserialize(await reply.Content.ReadAsStringAsync(), typeof(Compute));
            }
        }
        """;

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, 8)];

    [Theory, MemberData(nameof(Parts))]
    public async Task Each_token_can_be_missing(int part)
    {
        var tokens = CSharpSyntaxTree.ParseText(Sample).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        for (var i = part; i < tokens.Count; i += Parts.Count)
        {
            await Test(Sample.Remove(tokens[i].SpanStart, tokens[i].Span.Length)).OfferedFixesAsync();
        }
    }

    [Theory, MemberData(nameof(Parts))]
    public async Task The_code_can_end_anywhere(int part)
    {
        for (var length = part * 5; length < Sample.Length; length += Parts.Count * 5)
        {
            await Test(Sample[..length]).DiagnosticsAsync();
        }
    }

    [Fact]
    public async Task The_sample_has_much_to_find()
    {
        var found = (await Test(Sample).DiagnosticsAsync()).Select(finding => finding.Id).Distinct().Order();
        Assert.Equal(["IMDS201", "IMDS202", "IMDS203", "IMDS204", "IMDS208", "IMDS209", "IMDS210", "IMDS301", "IMDS302", "IMDS303",
            "IMDS304"], found);
    }

    [Theory]
    [InlineData("dotnet_diagnostic.IMDS205.severity = error", "IMDS205 Error")]
    [InlineData("dotnet_diagnostic.IMDS205.severity = none", "")]
    [InlineData("dotnet_analyzer_diagnostic.category-Imds.Requests.severity = error", "IMDS205 Error")]
    public async Task A_severity_of_editorconfig_holds(string line, string expected)
    {
        var found = await new VerifierTest { EditorConfig = $"root = true\n[*.cs]\n{line}\n",
            TestCode = Request("2021-02-03") }.DiagnosticsAsync();
        Assert.Equal(expected, string.Join(", ", found.Select(finding => $"{finding.Id} {finding.Severity}")));
    }

    [Theory]
    [InlineData("#pragma warning disable IMDS205\n{0}\n#pragma warning restore IMDS205")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Imds.Requests\", \"IMDS205\", Justification = \"A test of errors.\")] "
        + "{0}")]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"tool\", \"1\")] {0}")]
    [InlineData("// <auto-generated/>\n{0}")]
    public async Task It_can_be_silenced(string frame) =>
    Assert.Empty(await new VerifierTest { TestCode = "",
        TestState = { Sources = { ("/0/Other.cs", frame.Replace("{0}", Request("2021-02-03"))) } } }.DiagnosticsAsync());

    [Theory]
    [InlineData("#pragma warning disable IMDS301\n{0}\n#pragma warning restore IMDS301")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Imds.Documents\", \"IMDS301\", Justification = \"It may be empty.\")] "
        + "{0}")]
    public async Task A_document_can_be_silenced(string frame) =>
        Assert.Empty(await Test(frame.Replace("{0}",
            "[Imds.ImdsDocument(\"instance/compute\", \"2020-09-01\")] class C { public string? UserData { get; set; } }"),
            OutputKind.DynamicallyLinkedLibrary).DiagnosticsAsync());

    [Fact]
    public async Task Without_the_runtime_nothing_is_done()
    {
        var compilation = CSharpCompilation.Create("x", [CSharpSyntaxTree.ParseText(Sample)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(System.Net.Http.HttpClient).Assembly.Location)]);
        var failures = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => failures.Add(exception),
            concurrentAnalysis: false, logAnalyzerExecutionTime: false);

        Assert.Empty(await compilation.WithAnalyzers(Package.Analyzers, options).GetAnalyzerDiagnosticsAsync());
        Assert.Empty(failures);
    }

    private static string Request(string version) =>
        "class C { System.Threading.Tasks.Task<string> M(System.Net.Http.HttpClient http) => "
        + $"http.GetStringAsync(\"http://169.254.169.254/metadata/instance?api-version={version}\"); }}";

    private static VerifierTest Test(string code, OutputKind kind = OutputKind.ConsoleApplication) =>
        new() { OutputKind = kind, TestCode = code };
}
