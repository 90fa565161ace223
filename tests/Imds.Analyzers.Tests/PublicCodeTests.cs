namespace Imds.Analyzers.Tests;

/// <summary>
/// Code of the shapes in which public libraries and programs ask IMDS by hand. The one finding that is right in them is the field that
/// an identity library reads at an api-version which does not have it; nothing else may be reported.
/// </summary>
public class PublicCodeTests
{
    private const string Helpers = """
        namespace Helpers
        {
            using System;
            using System.Collections.Generic;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            interface ILog { void Info(string text); void Info(Func<string> text); }
            class Response { public int Status { get; set; } public string Body { get; set; } = ""; }
            interface IHttp { Task<Response> SendAsync(Uri endpoint, IDictionary<string, string> headers, HttpMethod method, CancellationToken cancellation); }
            static class Json { public static T? TryDeserializeFromJson<T>(string json) where T : class => System.Text.Json.JsonSerializer.Deserialize<T>(json); }
            static class UriBuilderExtensions { public static void AppendQueryParameters(this UriBuilder builder, string queryParams) => builder.Query += queryParams; }
            class RestRequest(string resource) { public string Resource => resource; public RestRequest AddQueryParameter(string name, string value) => this; }
            class RestClient(string baseUrl) { public string Url => baseUrl; public Task<T> GetAsync<T>(RestRequest request) => throw new NotSupportedException(); }
            class GetAttribute(string path) : Attribute { public string Path => path; }
            class HttpGetAttribute(string template) : Attribute { public string Template => template; }
        }
        """;

    /// <summary>A path and a version that meet in a helper; the reply is read with a helper of the library's own.</summary>
    [Fact]
    public Task A_field_that_the_version_lacks_is_found_in_an_identity_library() => Verify("""
        static class ComputeMetadata
        {
            internal const string Path = "/metadata/instance/compute";
            internal const string Version = "2021-02-01";

            internal static async Task<ComputeResponse?> GetAsync(IHttp http, ILog log, CancellationToken cancellation)
            {
                var headers = new Dictionary<string, string> { { "Metadata", "true" } };
                try
                {
                    string query = $"{Source.VersionParameter}={Version}";
                    Uri endpoint = Source.Validated(log, Path, query);
                    Response response = await http.SendAsync(endpoint, headers, HttpMethod.Get, cancellation).ConfigureAwait(false);
                    if (response.Status != 200)
                    {
                        log.Info($"The request for compute metadata failed: {response.Status}");
                        return null;
                    }
                    return Json.TryDeserializeFromJson<{|IMDS301:ComputeResponse|}>(response.Body);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    log.Info(exception.Message);
                    return null;
                }
            }
        }

        class Source
        {
            public const string VersionParameter = "api-version";
            public const string Base = "http://169.254.169.254";
            private static string? s_cached;

            public static Uri Validated(ILog log, string subPath, string? queryParams = null)
            {
                s_cached ??= Environment.GetEnvironmentVariable("POD_HOST") ?? Base;
                var builder = new UriBuilder(s_cached) { Path = subPath };
                if (!string.IsNullOrEmpty(queryParams)) builder.Query = queryParams;
                return builder.Uri;
            }
        }

        class ComputeResponse
        {
            [JsonProperty("osType")] public string? OsType { get; set; }
            [JsonProperty("securityProfile")] public SecurityProfile? SecurityProfile { get; set; }
        }

        class SecurityProfile
        {
            [JsonProperty("securityType")] public string? SecurityType { get; set; }
        }
        """,
        "'SecurityType' (compute.securityProfile.securityType) needs api-version 2021-12-13 or later; 'instance/compute' is asked for "
        + "with 2021-02-01, so it is never filled in: ask for the document with a version that has it");

    [Theory, MemberData(nameof(PublicCodeCases.Clean), MemberType = typeof(PublicCodeCases))]
    public Task Nothing_is_reported_in(string code) => Verify(code);

    public static TheoryData<string> Reported =>
    [
        // each way to read a reply, at a version that lacks what is read
        """
        class A(HttpClient http)
        {
            public Task<Compute?> GetAsync() => http.GetFromJsonAsync<{|IMDS301:Compute|}>("http://169.254.169.254/metadata/instance/compute?api-version=2020-09-01");
            public class Compute { public string? VmId { get; set; } public string? UserData { get; set; } }
        }
        """,
        """
        class A(HttpClient http)
        {
            public async Task<Instance?> GetAsync()
            {
                var response = await http.GetAsync("http://169.254.169.254/metadata/instance?api-version=2018-02-01");
                return await response.Content.ReadFromJsonAsync<{|IMDS301:Instance|}>();
            }
            public record Instance(Compute Compute);
            public record Compute(string VmId, [property: JsonPropertyName("storageProfile")] object Storage);
        }
        """,
        """
        class A(HttpClient http)
        {
            private const string Url = "http://169.254.169.254/metadata/instance/network/interface?api-version=2021-02-01";
            public async Task<object?> GetAsync() => JsonSerializer.Deserialize(await http.GetStringAsync(Url), typeof({|IMDS303:Nic[]|}));
            public class Nic { public string? MacAddress { get; set; } public List<Address>? Ipv4 { get; set; } }
            public class Address { public string? PrivateIpAddress { get; set; } }
        }
        """,
        """
        class A(HttpClient http)
        {
            public async Task<Compute?> GetAsync()
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01");
                using var response = await http.SendAsync(request);
                return Newtonsoft.JsonConvert.DeserializeObject<{|IMDS302:Compute|}>(await response.Content.ReadAsStringAsync());
            }
            public class Compute { [JsonProperty("vmID")] public string? VmId { get; set; } [JsonProperty("vmSise")] public string? VmSize { get; set; } public string? Location { get; set; } }
        }

        namespace Newtonsoft { static class JsonConvert { public static T DeserializeObject<T>(string text) => throw new NotSupportedException(); } }
        """,
        // a type that is marked for another version than it is read at
        """
        class A(HttpClient http)
        {
            public Task<Compute?> GetAsync() => http.GetFromJsonAsync<{|IMDS301:Compute|}>("http://169.254.169.254/metadata/instance/compute?api-version=2020-09-01");
            [Imds.ImdsDocument("instance/compute", "2021-02-01")] public class Compute { public string? VmId { get; set; } public string? UserData { get; set; } }
        }
        """,
        // an interface that a library turns into a client
        """
        interface IMetadataApi
        {
            [Get("/metadata/{|IMDS206:instance/compute/name|}?api-version=2019-03-11")] Task<string> GetVmName();
            [Get("/metadata/{|IMDS202:scheduledevents|}?api-version=2017-04-02")] Task<object> GetEvents();
        }
        """,
        // requests made of parts
        """
        class Rest
        {
            public Task<object> GetAsync() => new RestClient("http://169.254.169.254")
                .GetAsync<object>(new RestRequest("metadata/{|IMDS202:instance/compute/userData|}").AddQueryParameter("api-version", "2020-09-01"));
        }
        """,
    ];

    [Theory, MemberData(nameof(Reported))]
    public Task Reported_in(string code) => Verify(code);

    private static Task Verify(string code, params string[] messages) => new VerifierTest
    {
        TestCode = $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using System.Threading;
            using System.Threading.Tasks;
            using Helpers;
            using JsonProperty = System.Text.Json.Serialization.JsonPropertyNameAttribute;

            {{code}}

            """,
        TestState = { Sources = { ("/0/Helpers.cs", Helpers) } },
        Messages = messages.Length > 0 ? messages : null,
    }.RunAsync();
}
