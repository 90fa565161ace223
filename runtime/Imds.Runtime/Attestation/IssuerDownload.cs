using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Imds.Runtime.Http;

namespace Imds;

/// <summary>
/// Fetches certificates of issuers from where Azure's are, and from nowhere else: the address to fetch comes from a document that is not
/// trusted yet, and whoever sends one must not make this machine ask others on the sender's behalf.
/// </summary>
/// <param name="mayAsk">Which addresses may be asked, before and after a redirect.</param>
/// <param name="resolve">The addresses of a host.</param>
/// <param name="mayConnect">Which of them may be connected to.</param>
/// <param name="handler">What sends the requests; null for the network itself.</param>
/// <param name="time">The clock that time-outs and the cache go by.</param>
internal sealed class IssuerDownload(
    Func<Uri, bool> mayAsk,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPAddress, bool> mayConnect,
    HttpMessageHandler? handler = null,
    TimeProvider? time = null)
{
    /// <summary>The largest answer that is read, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxRedirects = 3;
    private const int MaxKept = 100;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly string[] Hosts = ["www.microsoft.com", "cacerts.digicert.com"];

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly HttpClient _http =
        new(handler ?? new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private readonly ConcurrentDictionary<Uri, (byte[] Certificate, DateTimeOffset Until)> _cache = new();

    /// <summary>The one that all share where nothing else is chosen, and so its cache.</summary>
    public static IssuerDownload Default { get; } = new(IsOfAzure, ResolveAsync, PublicAddress.Is);

    /// <summary>Whether the address is one at which issuers of Azure's certificates are.</summary>
    public static bool IsOfAzure(Uri address) => address.Scheme == Uri.UriSchemeHttp && address.Port is 80 or 443
        && address.UserInfo.Length == 0 && Hosts.Contains(address.Host); // which is in small letters

    /// <summary>Fetches the certificate at an address, or takes it from the cache.</summary>
    /// <exception cref="InvalidOperationException">The address, or one that it leads to, may not be asked.</exception>
    /// <exception cref="HttpRequestException">There is no certificate, or the server cannot be reached.</exception>
    /// <exception cref="TimeoutException">The server does not answer in time.</exception>
    public async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue(address, out var kept) && _time.GetUtcNow() < kept.Until)
        {
            return kept.Certificate;
        }

        using var deadline = new Deadline(Timeout, _time, cancellationToken);
        try
        {
            var certificate = await FollowAsync(address, deadline.Token).ConfigureAwait(false);
            Keep(address, certificate);
            return certificate;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(FormattableString.Invariant($"There was no answer within {Timeout.TotalSeconds} seconds."), e);
        }
    }

    private async Task<byte[]> FollowAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var response = await SendAsync(address, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest
                && response.Headers.Location is { } location)
            {
                address = redirects < MaxRedirects
                    ? new Uri(address, location)
                    : throw new HttpRequestException(
                        FormattableString.Invariant($"The answer is a redirect after {MaxRedirects} redirects."));
                continue;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new HttpRequestException(FormattableString.Invariant($"The answer is status {(int)response.StatusCode}."));
            }

            var body = await BoundedBody.ReadAsync(response, MaxBytes, cancellationToken).ConfigureAwait(false)
                ?? throw new HttpRequestException(FormattableString.Invariant($"The answer has more than {MaxBytes} bytes."));
            return body.ToArray();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        if (!mayAsk(address))
        {
            throw new InvalidOperationException(
                $"{Shown.Text(address.AbsoluteUri)} may not be asked. Certificates are fetched over http from "
                + $"{string.Join(" and ", Hosts)} alone, "
                + $"at ports 80 and 443; {nameof(ImdsAttestationOptions)}.{nameof(ImdsAttestationOptions.FetchIssuer)} can be set to "
                    + "fetch from elsewhere.");
        }

        var targets = await resolve(address.Host, cancellationToken).ConfigureAwait(false);
        if (Array.Find(targets, target => !mayConnect(target)) is { } refused)
        {
            throw new InvalidOperationException(
                $"{address.Host} is at {refused} here, which is not an address of the internet, and may not be asked.");
        }

        HttpRequestException? failure = null;
        foreach (var target in targets.OrderBy(target => target.AddressFamily == AddressFamily.InterNetworkV6))
        {
            try
            {
                return await SendAsync(address, target, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException e)
            {
                failure = e;
            }
        }

        throw failure ?? new HttpRequestException($"{address.Host} has no address.");
    }

    // The request goes to the very address that was looked at: a name could mean another one when it is resolved once more.
    private Task<HttpResponseMessage> SendAsync(Uri address, IPAddress target, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { Host = target.ToString() }.Uri);
        request.Headers.Host = address.Authority;
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private void Keep(Uri address, byte[] bytes)
    {
        using var certificate = CertificateExtensions.Load(bytes); // what is not one is not worth keeping
        if (_cache.Count >= MaxKept)
        {
            _cache.Clear();
        }

        _cache[address] = (bytes, _time.GetUtcNow() + Kept);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
#if NET8_0_OR_GREATER
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
#else
            var resolving = Dns.GetHostAddressesAsync(host);
            if (await Task.WhenAny(resolving, Task.Delay(-1, cancellationToken)).ConfigureAwait(false) != resolving)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return await resolving.ConfigureAwait(false);
#endif
        }
        catch (SocketException e)
        {
            throw new HttpRequestException($"The address of {host} cannot be found: {e.Message}", e);
        }
    }
}
