namespace Imds.Analyzers.Tests;

/// <summary>Types of the shapes that public libraries and programs have.</summary>
internal static class PublicCodeCases
{
    /// <summary>Nothing may be reported in any of these.</summary>
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
}
