using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;

namespace Contoso.Area000.Catalog;

public sealed class Product
{
    [JsonPropertyName("id")]
    public string Id { get; set; } = "";

    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    [JsonPropertyName("publisher")]
    public string Publisher { get; set; } = "";

    [JsonPropertyName("version")]
    public string Version { get; set; } = "";

    [JsonPropertyName("prices")]
    public List<Price> Prices { get; set; } = new();
}

public sealed class Price
{
    [JsonPropertyName("currency")]
    public string Currency { get; set; } = "";

    [JsonPropertyName("amount")]
    public decimal Amount { get; set; }

    [JsonPropertyName("validFrom")]
    public DateTimeOffset ValidFrom { get; set; }
}

public sealed class CatalogException : Exception
{
    public CatalogException(string message, HttpStatusCode? status = null, Exception? inner = null)
        : base(message, inner) => Status = status;

    public HttpStatusCode? Status { get; }
}

public sealed class CatalogClient : IDisposable
{
    private const string DefaultAddress = "https://catalog.contoso.example/api/v2/";
    private const int Attempts = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = false };

    private readonly HttpClient _http;
    private readonly Dictionary<string, (string Tag, Product Product)> _cache = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(4, 4);

    public CatalogClient(string? address = null, string? token = null)
    {
        _http = new HttpClient { BaseAddress = new Uri(address ?? DefaultAddress), Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("contoso-shop/1.4");
        if (token is { Length: > 0 }) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<Product?> FindAsync(string id, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"products/{Uri.EscapeDataString(id)}");
        lock (_cache)
        {
            if (_cache.TryGetValue(id, out var known)) request.Headers.IfNoneMatch.ParseAdd(known.Tag);
        }

        using var response = await SendAsync(request, cancellation).ConfigureAwait(false);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return null;
            case HttpStatusCode.NotModified:
                lock (_cache) return _cache[id].Product;
        }

        await RequireSuccessAsync(response, cancellation).ConfigureAwait(false);
        var product = await response.Content.ReadFromJsonAsync<Product>(Json, cancellation).ConfigureAwait(false);
        if (product is not null && response.Headers.ETag is { } entityTag)
        {
            lock (_cache) _cache[id] = (entityTag.ToString(), product);
        }

        return product;
    }

    public async Task<IReadOnlyList<Product>> SearchAsync(string words, int page, int size, CancellationToken cancellation = default)
    {
        var query = new StringBuilder("products?");
        query.Append("q=").Append(Uri.EscapeDataString(words));
        query.Append("&page=").Append(page);
        query.Append("&size=").Append(Math.Clamp(size, 1, 200));
        var products = await _http.GetFromJsonAsync<List<Product>>(query.ToString(), Json, cancellation).ConfigureAwait(false);
        return products ?? new List<Product>();
    }

    public async Task<string> ExchangeRatesAsync(string day, CancellationToken cancellation = default)
    {
        var text = await _http.GetStringAsync("https://rates.contoso.example/daily/" + day + ".xml", cancellation).ConfigureAwait(false);
        return text.Trim();
    }

    public async Task UploadAsync(Product product, Stream image, string path, CancellationToken cancellation = default)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var content = new MultipartFormDataContent();
            content.Add(JsonContent.Create(product, options: Json), "product");
            content.Add(new StreamContent(image), "image", Path.GetFileName(path));
            var url = string.Format("products/{0}/image?overwrite={1}", product.Id, "true");
            using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = content };
            using var response = await SendAsync(request, cancellation).ConfigureAwait(false);
            await RequireSuccessAsync(response, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<decimal> CheapestAsync(IEnumerable<string> ids, string currency, CancellationToken cancellation = default)
    {
        var products = await Task.WhenAll(ids.Select(id => FindAsync(id, cancellation))).ConfigureAwait(false);
        var prices = from product in products
                     where product is not null
                     from price in product.Prices
                     where price.Currency == currency && price.ValidFrom <= DateTimeOffset.UtcNow
                     select price.Amount;
        return prices.DefaultIfEmpty(decimal.MaxValue).Min();
    }

    public void Dispose()
    {
        _gate.Dispose();
        _http.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            HttpResponseMessage? response = null;
            try
            {
                response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
                if (attempt == Attempts || !IsTransient(response.StatusCode)) return response;
            }
            catch (HttpRequestException e) when (attempt < Attempts)
            {
                Console.Error.WriteLine($"Attempt {attempt} at {request.RequestUri} failed: {e.Message}");
            }

            var delay = response?.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100 * Math.Pow(2, attempt));
            response?.Dispose();
            await Task.Delay(delay, cancellation).ConfigureAwait(false);
        }
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static async Task RequireSuccessAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode) return;
        var body = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        var detail = body;
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.TryGetProperty("detail", out var found)) detail = found.GetString() ?? body;
        }

        var host = response.RequestMessage?.RequestUri?.Host ?? "the catalog";
        throw new CatalogException($"{host} answered {(int)response.StatusCode}: {detail}", response.StatusCode);
    }
}
