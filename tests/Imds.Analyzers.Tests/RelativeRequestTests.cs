using System.Text.RegularExpressions;

namespace Imds.Analyzers.Tests;

/// <summary>Requests relative to a base address, wherever that is given.</summary>
public class RelativeRequestTests
{
    public static TheoryData<string> Clean =>
    [
        // another service, another client, another type
        """class A { HttpClient _http = new() { BaseAddress = new Uri("https://example.com/metadata/") }; Task M() => _http.GetStringAsync("instance/compue?api-version=2021-02-01"); }""",
        """class A { HttpClient _imds = new() { BaseAddress = new Uri(Base) }; HttpClient _other = new(); Task M() => _other.GetStringAsync("instance/compue?api-version=2021-02-01"); const string Base = "http://169.254.169.254/metadata/"; }""",
        """class A(HttpClient http) { void Set() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); } } class B(HttpClient http) { Task M() => http.GetStringAsync("instance/compue?api-version=2021-02-01"); }""",
        // right
        """class A(HttpClient http) { Task M() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); return http.GetStringAsync("instance/compute?api-version=2021-02-01"); } }""",
        """class A(HttpClient http) { Task M() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); return http.GetStringAsync("https://example.com/compue?api-version=2021-02-01"); } }""",
        // two addresses for one client
        """class A(HttpClient http) { void N() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/instance/"); } void O() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); } Task M() => http.GetStringAsync("compue?api-version=2021-02-01"); }""",
    ];

    public static TheoryData<string> Reported =>
    [
        // in a constructor, by way of a parameter too
        """class A { readonly HttpClient _http; A(HttpClient http) { _http = http; _http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); } Task M() => _http.GetStringAsync("{|IMDS206:instance/compute/vmSize|}?api-version=2021-02-01"); }""",
        """class A { readonly HttpClient _http; A(HttpClient http) { http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); _http = http; } Task M() => _http.GetStringAsync("instance/{|IMDS201:compue|}?api-version=2021-02-01"); }""",
        // in an initializer
        """class A { readonly HttpClient _http = new() { BaseAddress = new Uri("http://169.254.169.254/metadata/instance/") }; Task M() => _http.GetStringAsync({|IMDS211:{|IMDS212:"{|IMDS201:compue|}?api-version=2021-02-01"|}|}); }""",
        """class A { Task M() { var http = new HttpClient(new HttpClientHandler { UseProxy = false }) { BaseAddress = new Uri("http://169.254.169.254/metadata/instance/compute/") }; http.DefaultRequestHeaders.Add("Metadata", "true"); return http.GetStringAsync({|IMDS202:"userData?api-version=2020-06-01&format=text"|}); } }""",
        """class A { HttpClient Http { get; } = new() { BaseAddress = new Uri("http://169.254.169.254") }; Task M() => Http.GetStringAsync("metadata/instance/{|IMDS201:compue|}?api-version=2021-02-01"); }""",
        // a path from the root
        """class A(HttpClient http) { Task M() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/instance"); return http.GetStringAsync("/metadata/instance/{|IMDS201:compue|}?api-version=2021-02-01"); } }""",
        // a constant of another type
        """static class Urls { public const string Base = "http://169.254.169.254/metadata/"; } class A(HttpClient http) { Task M() { http.BaseAddress = new Uri(Urls.Base); return http.GetStringAsync("instance/{|IMDS201:compue|}?api-version=2021-02-01"); } }""",
        // registered: a typed client, one with a name, one that is configured afterwards
        """class A { readonly HttpClient _http; A(HttpClient http) => _http = http; Task M() => _http.GetStringAsync("instance/{|IMDS201:compue|}?api-version=2021-02-01"); } class Program { void M(Services services) => services.AddHttpClient<A>(client => client.BaseAddress = new Uri("http://169.254.169.254/metadata/")); }""",
        """class A(HttpClient http) { Task M() => http.GetStringAsync("instance/{|IMDS201:compue|}?api-version=2021-02-01"); } class Program { void M(Services services) => services.AddHttpClient<A>().ConfigureHttpClient(client => { client.BaseAddress = new Uri("http://169.254.169.254/metadata/"); }); }""",
        """class A(Factory factory) { Task M() { var http = factory.CreateClient("imds"); return http.GetStringAsync("instance/{|IMDS201:compue|}?api-version=2021-02-01"); } } class Program { void M(Services services) => services.AddHttpClient("imds", client => client.BaseAddress = new Uri("http://169.254.169.254/metadata/")); }""",
        // a message
        """class A(HttpClient http) { Task M() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); var request = new HttpRequestMessage(HttpMethod.Get, "instance/{|IMDS201:compue|}?api-version=2021-02-01"); return http.SendAsync(request); } }""",
        // a helper of the project, followed to its caller
        """class A(HttpClient http) { void Set() { http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); } Task<T?> Get<T>(string url) => http.GetFromJsonAsync<T>(url); Task M() => Get<object>("instance/{|IMDS201:compue|}?api-version=2021-02-01"); }""",
        // Refit and RestSharp
        """interface IApi { [Get("/instance/{|IMDS201:compue|}?api-version=2021-02-01")] Task<string> M(); } class Program { IApi M() => RestService.For<IApi>("http://169.254.169.254/metadata"); }""",
        """interface IApi { [Get("/instance/{|IMDS201:compue|}?api-version=2021-02-01")] Task<string> M(); } class Program { void M(Services services) => services.AddRefitClient<IApi>().ConfigureHttpClient(client => client.BaseAddress = new Uri("http://169.254.169.254/metadata")); }""",
        """class A { readonly RestClient _client = new RestClient("http://169.254.169.254/metadata/"); object M() => new RestRequest("instance/{|IMDS201:compue|}?api-version=2021-02-01"); }""",
    ];

    [Theory, MemberData(nameof(Clean))]
    public Task Nothing_is_reported_in(string code) => Verify(code);

    [Theory, MemberData(nameof(Reported))]
    public Task Reported_in(string code) => Verify(code);

    [Fact]
    public Task A_document_read_by_a_relative_request() => Verify("""
        class Event { public string? EventId { get; set; } public string? EventSource { get; set; } }
        class EventList { public int? DocumentIncarnation { get; set; } public List<Event>? Events { get; set; } }
        class Poller
        {
            readonly HttpClient _http;
            public Poller(HttpClient http) { _http = http; _http.BaseAddress = new Uri("http://169.254.169.254/metadata/"); }
            public Task<EventList?> Events() => _http.GetFromJsonAsync<{|IMDS301:EventList|}>("scheduledevents?api-version=2019-01-01");
            Task<T?> Get<T>(string url) => _http.GetFromJsonAsync<T>(url);
            public Task<EventList?> More() => Get<{|IMDS301:EventList|}>("scheduledevents?api-version=2019-01-01");
        }
        """);

    /// <summary>A file that says in comments what is to be found in it.</summary>
    [Fact]
    public async Task What_the_case_file_expects_is_found_and_nothing_else()
    {
        var code = await File.ReadAllTextAsync(Repository.RequireReference("cases", "code", "relative-addresses.cs"),
            TestContext.Current.CancellationToken);
        var expected = Regex.Matches(code, @"// (IMDS\d\d[\dx])").Select(match => match.Groups[1].Value.Replace('x', '.')).ToList();
        Assert.Equal(4, expected.Count);
        var found = await new VerifierTest { TestCode = code }.DiagnosticsAsync();
        Assert.Equal(expected.Order(),
            found.Select(finding => expected.Find(id => Regex.IsMatch(finding.Id, id)) ?? finding.ToString()).Order());
    }

    private static Task Verify(string code) => new VerifierTest
    {
        TestCode = $$"""
            using System;
            using System.Collections.Generic;
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Threading.Tasks;

            {{code}}

            class Services
            {
                public Services AddHttpClient<T>(Action<HttpClient>? configure = null) => this;
                public Services AddHttpClient(string name, Action<HttpClient> configure) => this;
                public Services AddRefitClient<T>() => this;
                public Services ConfigureHttpClient(Action<HttpClient> configure) => this;
            }

            class Factory { public HttpClient CreateClient(string name) => new(); }
            class GetAttribute(string path) : Attribute { public string Path => path; }
            static class RestService { public static T For<T>(string hostUrl) => throw new NotSupportedException(); }
            class RestClient(string baseUrl) { public string Url => baseUrl; }
            class RestRequest(string resource) { public string Resource => resource; }
            """,
    }.RunAsync();
}
