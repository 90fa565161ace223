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
        "'SecurityType' (compute.securityProfile.securityType) needs api-version 2021-12-13 or later; 'instance/compute' is asked for with 2021-02-01, so it is never filled in: ask for the document with a version that has it");

    public static TheoryData<string> Clean =>
    [
        // a fallback that asks without a version on purpose, to be told the newest ones
        """
        class RegionManager(IHttp http)
        {
            private const string Endpoint = "http://169.254.169.254/metadata/instance/compute";
            private const string DefaultVersion = "2021-02-01";

            public async Task<string?> RegionAsync(ILog log, CancellationToken cancellation)
            {
                var uri = Build(DefaultVersion);
                var response = await http.SendAsync(uri, new Dictionary<string, string>(), HttpMethod.Get, cancellation);
                if (response.Status == 400)
                {
                    uri = Build(await NewestAsync(log, cancellation));
                    response = await http.SendAsync(uri, new Dictionary<string, string>(), HttpMethod.Get, cancellation);
                }
                return Json.TryDeserializeFromJson<Compute>(response.Body)?.Location;
            }

            private async Task<string> NewestAsync(ILog log, CancellationToken cancellation)
            {
                Uri errorUri = new(Endpoint);
                var response = await http.SendAsync(errorUri, new Dictionary<string, string>(), HttpMethod.Get, cancellation);
                var error = Json.TryDeserializeFromJson<Error>(response.Body);
                log.Info(() => $"The newest version is {error?.NewestVersions?[0]}.");
                return error?.NewestVersions?[0] ?? throw new InvalidOperationException("No version");
            }

            private static Uri Build(string apiVersion)
            {
                UriBuilder builder = new UriBuilder(Endpoint);
                builder.AppendQueryParameters($"api-version={apiVersion}");
                return builder.Uri;
            }

            class Compute { [JsonProperty("location")] public string? Location { get; set; } }
            class Error { [JsonProperty("error")] public string? Text { get; set; } [JsonProperty("newest-versions")] public List<string>? NewestVersions { get; set; } }
        }
        """,
        // endpoints that no specification lists
        """
        class SourceV2(IHttp http)
        {
            public const string VersionParameter = "cred-api-version";
            public const string PlatformPath = "/metadata/identity/getplatformmetadata";
            public const string CertificatePath = "/metadata/identity/issuecredential";

            public async Task<string> GetAsync(CancellationToken cancellation)
            {
                var query = $"{VersionParameter}=2.0";
                var platform = await http.SendAsync(Validated(PlatformPath, query), new Dictionary<string, string>(), HttpMethod.Get, cancellation);
                var certificate = await http.SendAsync(Validated(CertificatePath, query), new Dictionary<string, string>(), HttpMethod.Post, cancellation);
                return Json.TryDeserializeFromJson<Certificate>(certificate.Body)?.Data + platform.Body;
            }

            static Uri Validated(string subPath, string queryParams) => new UriBuilder("http://169.254.169.254") { Path = subPath, Query = queryParams }.Uri;

            class Certificate { [JsonProperty("certificate")] public string? Data { get; set; } }
        }
        """,
        // a token source that adds to a fixed address
        """
        class ProbeSource
        {
            internal static readonly Uri s_endpoint = new Uri("http://169.254.169.254/metadata/identity/oauth2/token");
            internal const string TokenPath = "/metadata/identity/oauth2/token";
            private const string Version = "2018-02-01";

            internal static Uri Endpoint() => Environment.GetEnvironmentVariable("POD_HOST") is { Length: > 0 } host ? new UriBuilder(host) { Path = TokenPath }.Uri : s_endpoint;

            protected HttpRequestMessage Create(string resource)
            {
                var query = new Dictionary<string, string>();
                query["api-version"] = Version;
                query["resource"] = resource;
                var builder = new UriBuilder(Endpoint()) { Query = string.Join("&", query.Select(pair => pair.Key + "=" + Uri.EscapeDataString(pair.Value))) };
                return new HttpRequestMessage(HttpMethod.Get, builder.Uri);
            }
        }
        """,
        // telemetry: one read-only address, the reply read with generated serializers
        """
        static partial class VmRequestor
        {
            private static readonly Uri Endpoint = new("http://169.254.169.254/metadata/instance/compute?api-version=2021-12-13&format=json");

            public static VmResponse? Get(HttpClient client, CancellationToken cancellation)
            {
                using var request = new HttpRequestMessage();
                request.RequestUri = Endpoint;
                request.Method = HttpMethod.Get;
                request.Headers.Add("Metadata", "True");
                using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                response.EnsureSuccessStatusCode();
                return JsonSerializer.Deserialize<VmResponse>(response.Content.ReadAsStream(cancellation));
            }
        }

        sealed class VmResponse
        {
            [JsonPropertyName("location")] public string? Location { get; set; }
            [JsonPropertyName("osType")] public string? OsType { get; set; }
            [JsonPropertyName("resourceId")] public string? ResourceId { get; set; }
            [JsonPropertyName("vmScaleSetName")] public string? VmScaleSetName { get; set; }
            [JsonPropertyName("vmSize")] public string? VmSize { get; set; }
            public string? GetValueForField(string name) => name == "location" ? Location : VmSize?.ToLowerInvariant();
        }
        """,
        // an agent: several clouds at one address, the reply read without types
        """
        class CloudMetadata(HttpMessageHandler handler)
        {
            internal const string AzureUri = "http://169.254.169.254/metadata/instance/compute?api-version=2019-08-15";
            internal const string TokenUri = "http://169.254.169.254/latest/api/token";
            internal const string AwsUri = "http://169.254.169.254/latest/dynamic/instance-identity/document";
            internal const string GcpUri = "http://metadata.google.internal/computeMetadata/v1/?recursive=true";

            public async Task<string?> GetAsync()
            {
                using var client = new HttpClient(handler, false) { Timeout = TimeSpan.FromSeconds(3) };
                using var request = new HttpRequestMessage(HttpMethod.Get, AzureUri);
                request.Headers.Add("Metadata", "true");
                var response = await client.SendAsync(request).ConfigureAwait(false);
                using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync().ConfigureAwait(false));
                await client.GetStringAsync(AwsUri);
                await client.GetStringAsync(GcpUri);
                await client.PutAsync(TokenUri, null);
                return document.RootElement.GetProperty("subscriptionId").GetString();
            }
        }
        """,
        // a database client: the address is put together from constants, the types have constructors alone
        """
        static class VmMetadata
        {
            private const string Server = "http://169.254.169.254";
            private const string Endpoint = Server + "/metadata/instance";
            private const string Query = "?api-version=2020-06-01";
            internal static readonly string Url = Endpoint + Query;

            internal static async Task<AzureVm?> LoadAsync(Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
            {
                using var message = new HttpRequestMessage { RequestUri = new Uri(Url), Method = HttpMethod.Get };
                message.Headers.Add("Metadata", "true");
                using var response = await send(message);
                return JsonSerializer.Deserialize<AzureVm>(await response.Content.ReadAsStringAsync());
            }
        }

        sealed class AzureVm
        {
            [JsonConstructor] public AzureVm(VmCompute compute) => Compute = compute;
            [JsonPropertyName("compute")] public VmCompute Compute { get; }
        }

        sealed class VmCompute
        {
            public VmCompute(string location, string sku) => (Location, SKU) = (location, sku);
            [JsonPropertyName("location")] public string Location { get; }
            [JsonPropertyName("sku")] public string SKU { get; }
            [JsonPropertyName("azEnvironment")] public string? AzEnvironment { get; set; }
        }
        """,
        // an interface that a library turns into a client
        """
        interface IMetadataApi
        {
            [Get("/metadata/instance/compute/name?api-version=2019-03-11&format=text")] Task<string> GetVmName();
            [Get("/metadata/scheduledevents?api-version=2019-01-01")] Task<object> GetEvents();
        }
        """,
        // a server of one's own, for tests
        """
        class MetadataController
        {
            [HttpGet("/metadata/instance/compute")] public string Get() => "{}";
            [HttpGet("/metadata/instance/{**rest}")] public string Rest(string rest) => rest;
        }
        """,
        // requests made of parts
        """
        class Rest
        {
            public Task<Compute> GetAsync()
            {
                var client = new RestClient("http://169.254.169.254");
                var request = new RestRequest("metadata/instance/compute").AddQueryParameter("api-version", "2021-02-01");
                return client.GetAsync<Compute>(request);
            }
            public class Compute { public string? VmId { get; set; } }
        }
        """,
        // two documents in one method: which reply a type is read from is not told, so nothing is said of it
        """
        class Two(HttpClient http)
        {
            public async Task<object?> GetAsync()
            {
                var compute = await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute?api-version=2018-02-01");
                var newer = await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute?api-version=2021-12-13");
                return (JsonSerializer.Deserialize<Compute>(newer), compute);
            }
            class Compute { public string? VmId { get; set; } public string? UserData { get; set; } }
        }
        """,
        // another type in the same method
        """
        class Another(HttpClient http)
        {
            public async Task<object?> GetAsync(string configuration)
            {
                var options = JsonSerializer.Deserialize<Options>(configuration);
                return (options, await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute?api-version=2018-02-01"));
            }
            class Options { public string? Name { get; set; } public string? UserData { get; set; } }
        }
        """,
        """
        class Another(HttpClient http)
        {
            public async Task<object?> GetAsync()
            {
                var options = JsonSerializer.Deserialize<Options>(await System.IO.File.ReadAllTextAsync("options.json"));
                return (options, await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute?api-version=2018-02-01"));
            }
            class Options { public string? Name { get; set; } public string? UserData { get; set; } public int Retries { get; set; } public bool Verbose { get; set; } }
        }
        """,
        // a list of keys
        """
        class Keys(HttpClient http)
        {
            public async Task<object?> GetAsync()
            {
                var keys = await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute?api-version=2018-02-01&format=text");
                return JsonSerializer.Deserialize<Compute>("{}") ?? (object)keys;
            }
            class Compute { public string? UserData { get; set; } }
        }
        """,
    ];

    [Theory, MemberData(nameof(Clean))]
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
        Sources = new Dictionary<string, string> { ["Helpers.cs"] = Helpers },
        Messages = messages.Length > 0 ? messages : null,
    }.RunAsync();
}
