using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using Imds;

namespace Contoso.Area000.Probing;

[ImdsDocument("instance/compute", "2021-02-01")]
public sealed class ComputeDocument
{
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    [JsonPropertyName("vmId")]
    public string VmId { get; set; } = "";

    [JsonPropertyName("vmSize")]
    public string VmSize { get; set; } = "";

    [JsonPropertyName("osProfile")]
    public OsDocument? OsProfile { get; set; }
}

public sealed class OsDocument
{
    [JsonPropertyName("adminUsername")]
    public string AdminUsername { get; set; } = "";

    [JsonPropertyName("computerName")]
    public string ComputerName { get; set; } = "";
}

public sealed class Probe : IDisposable
{
    private const string Root = "http://169.254.169.254/metadata/";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly List<string> _errors = new();

    public Probe() => _http.DefaultRequestHeaders.Add("Metadata", "true");

    public IReadOnlyList<string> Errors => _errors;

    public async Task<ComputeDocument?> ComputeAsync(CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(Root + "instance/compute?api-version=2021-02-01", cancellation);
        if (!response.IsSuccessStatusCode)
        {
            _errors.Add($"{(int)response.StatusCode} {response.ReasonPhrase}");
            return null;
        }

        return await response.Content.ReadFromJsonAsync<ComputeDocument>(cancellation);
    }

    public async Task<string> AddressAsync(int card, CancellationToken cancellation)
    {
        var url = $"http://169.254.169.254/metadata/instance/network/interface/{card}/ipv4/ipAddress/0/privateIpAddress?api-version=2021-02-01&format=text";
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return text.Trim();
    }

    public async Task<IReadOnlyList<string>> EventsAsync(CancellationToken cancellation)
    {
        using var response = await _http.GetAsync("http://169.254.169.254/metadata/scheduledevents?api-version=2020-07-01", cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
        return document.RootElement.GetProperty("Events").EnumerateArray()
            .Select(item => item.GetProperty("EventType").GetString() ?? "")
            .Where(type => type.Length > 0)
            .ToList();
    }

    public async Task<bool> IsHealthyAsync(string host, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync("https://" + host + "/healthz", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException e)
        {
            _errors.Add(e.Message);
            return false;
        }
    }

    public async Task<string> ZoneAsync(CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage { RequestUri =
            new Uri("http://169.254.169.254/metadata/instance/compute/zone?api-version=2021-02-01&format=text") };
        using var response = await _http.SendAsync(message, cancellation);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellation) : "";
    }

    public void Dispose() => _http.Dispose();
}
