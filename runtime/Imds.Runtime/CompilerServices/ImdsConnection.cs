using System.Collections.Concurrent;
using System.ComponentModel;
using Imds.Runtime.Diagnostics;
using Imds.Runtime.Http;
using Imds.Runtime.Options;
using Imds.Runtime.Policies;
using Imds.Runtime.Routing;

namespace Imds.CompilerServices;

/// <summary>Executes a client's calls by the rules of the service.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImdsConnection : IDisposable, IAsyncDisposable
{
    private readonly ClientSettings _settings;
    private readonly Urls _urls;
    private readonly HttpMessageInvoker _http;
    private readonly RequestLimits _limits;
    private readonly RetryPolicy _retries;
    private readonly ServiceReachability _reachability;
    private readonly FirstContact _contact;
    private readonly RequestCoalescing _coalescing;
    private readonly ReplyCache _cache;
    private readonly CancellationTokenSource _disposal = new();
    private readonly VersionNegotiation _negotiation;

    // Those of endpoints with a line of versions of their own.
    private readonly ConcurrentDictionary<ImdsEndpoint, VersionNegotiation> _negotiations = new();

    /// <summary>Makes a connection; nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of bounds.</exception>
    public ImdsConnection(ImdsClientOptions options, string apiVersion)
        : this(options, apiVersion, apiVersion, [])
    {
    }

    /// <summary>Makes a connection that falls back to an older version, once, where the service does not know its own.</summary>
    /// <param name="options">How to call the service.</param>
    /// <param name="apiVersion">The version to ask for.</param>
    /// <param name="minimum">The oldest version that will do.</param>
    /// <param name="known">The versions that the client knows.</param>
    /// <exception cref="ArgumentException">An option is out of bounds, or the minimum is newer than the version.</exception>
    public ImdsConnection(ImdsClientOptions options, string apiVersion, string minimum, IReadOnlyList<string> known)
    {
        _settings = new ClientSettings(options ?? throw new ArgumentNullException(nameof(options)));
        var (target, oldest) = (ImdsApiVersion.Parse(apiVersion), ImdsApiVersion.Parse(minimum));
        _negotiation = oldest <= target
            ? new VersionNegotiation(target, oldest,
                [.. (known ?? throw new ArgumentNullException(nameof(known))).Select(ImdsApiVersion.Parse)], _settings.Logger)
            : throw new ArgumentException($"The minimum version {minimum} is newer than {apiVersion}, the version to ask for.",
                nameof(minimum));
        _coalescing = new RequestCoalescing(_disposal.Token);
        _urls = new Urls(_settings.Endpoint);
        _http = Transport.Create(_settings);
        var state = EndpointState.Of(_settings);
        _limits = _settings.LimitRate ? state.Limits : RequestLimits.None;
        _reachability = state.Reachability;
        _contact = new FirstContact(_settings, _reachability);
        _retries = new RetryPolicy(_settings.MaxAttempts, _settings.RetryDelay);
        _cache = new ReplyCache(_settings.Time);
    }

    /// <summary>The api-version that calls ask for: an older one than at first, once the service has refused that.</summary>
    public ImdsApiVersion ApiVersion => _negotiation.Current;

    /// <summary>The address of the service.</summary>
    public Uri Endpoint => new(_settings.Endpoint);

    /// <summary>Whether the service answers at the endpoint. The answer comes within a second and is remembered.</summary>
    /// <remarks>
    /// That it is there is remembered for the life of the process, that it is not for <see cref="ImdsClientOptions.AbsenceLifetime"/>, by
    /// all clients of the endpoint. A web page, a proxy or another service at the address is not taken for the service.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled; no other failure throws.</exception>
    public async Task<bool> IsAvailableAsync(CancellationToken cancellationToken = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        try
        {
            return await _reachability.AskAsync(
                new ServiceProbe(_http, _settings, _limits, ApiVersion), _settings.AbsenceLifetime, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException("The client was disposed.", e);
        }
    }

    /// <summary>Checks the way to the service, and says what to do where something is wrong.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; no other failure throws.</exception>
    public async Task<ImdsDiagnosis> DiagnoseAsync(CancellationToken cancellationToken = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        try
        {
            return await new ConnectivityDiagnostics(_http, _settings, _limits, ApiVersion, new LocalMachine()).RunAsync(end.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException("The client was disposed.", e);
        }
    }

    /// <summary>Closes the connection; calls under way end with an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        if (!_disposal.IsCancellationRequested)
        {
            _disposal.Cancel();
            _http.Dispose();
        }
    }

    /// <summary>Closes the connection; calls under way end with an <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    internal string UrlOf(string template, RouteIndexes indexes, string? apiVersion, bool text) =>
        _urls.Of(template, indexes, text, query: "", apiVersion ?? _negotiation.CurrentText);

    internal async Task<Reply> SendAsync(Request request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var negotiation = NegotiationOf(request.Endpoint);
        var target = TargetOf(request, negotiation);
        try
        {
            return await SendAsync(request, target, cancellationToken).ConfigureAwait(false);
        }
        catch (ImdsException e) when (negotiation?.MayFallBack(e) == true)
        {
            var ask = negotiation == _negotiation ? AskVersionsAsync : (Func<CancellationToken, Task<Reply>>?)null;
            if (!await negotiation.FallBackAsync(e, ask, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return await SendAsync(request, TargetOf(request, negotiation), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_disposal.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException($"The client was disposed, so the call has no reply: {target}.", e);
        }
    }

    private Task<Reply> AskVersionsAsync(CancellationToken cancellationToken)
    {
        var target = WellKnown.TargetOf(WellKnown.Versions, _settings.Endpoint, apiVersion: "");
        return SendAsync(new Request(HttpMethod.Get, target.Endpoint.Path, default, target.Endpoint), target, cancellationToken);
    }

    private async Task<Reply> SendAsync(Request request, RequestTarget target, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get && _cache.Find(target.Url) is { } kept)
        {
            return kept;
        }

        if (_reachability.AbsentSince(_settings.AbsenceLifetime) is { } since)
        {
            throw Failures.KnownAbsent(target, since, _settings.Time.GetUtcNow() - since, _settings.AbsenceLifetime);
        }

        try
        {
            var reply = await (request.Method == HttpMethod.Get
                ? GetAsync(request, target, cancellationToken) : PostAsync(request, target, cancellationToken))
                .ConfigureAwait(false);
            _reachability.Seen();
            return reply;
        }
        catch (ImdsException e) when (e.Reason == ImdsFailure.Unreachable)
        {
            _reachability.NotFound();
            throw;
        }
    }

    private async Task<Reply> PostAsync(Request request, RequestTarget target, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        return await RunAsync(request, target, end.Token).ConfigureAwait(false);
    }

    private Task<Reply> GetAsync(Request request, RequestTarget target, CancellationToken cancellationToken) =>
        _coalescing.JoinAsync(target.Url, token => RunAndKeepAsync(request, target, token), cancellationToken);

    // Once for all who share the reply: who goes on late must not keep it anew, or in place of a later one.
    private async Task<Reply> RunAndKeepAsync(Request request, RequestTarget target, CancellationToken cancellationToken)
    {
        var (url, since) = (target.Url, _cache.Count);
        var reply = await RunAsync(request, target, cancellationToken).ConfigureAwait(false);
        var lifetime = LifetimeOf(reply, target.Endpoint);
        if (lifetime > TimeSpan.Zero)
        {
            // A reply that was asked for past the service's cache is what all others get from now on.
            var kept = target.Endpoint.BypassParameter is { } bypass ? url.Replace($"&{bypass}=true", "") : url;
            _cache.Keep(kept, reply, lifetime, kept.Length == url.Length ? since : null);
        }

        return reply;
    }

    private TimeSpan LifetimeOf(Reply reply, ImdsEndpoint endpoint) =>
        endpoint.IsCacheable ? _settings.CacheLifetime
        : endpoint.ExpiryMember is { } member && _settings.CacheTokens
            ? DocumentExpiry.LifetimeOf(reply.Body.Span, member, _settings.Time.GetUtcNow())
        : TimeSpan.Zero;

    private Task<Reply> RunAsync(Request request, RequestTarget target, CancellationToken cancellationToken)
    {
        var (whole, each) = target.Endpoint.IsSlow
            ? (Max(_settings.Timeout, _settings.ScheduledEventsTimeout), _settings.ScheduledEventsTimeout)
            : (_settings.Timeout, _settings.AttemptTimeout);
        var exchange = new Exchange(_http, _settings, target, request.Body, each, _contact, request.IsPolled);
        return new Call(exchange, _settings, _limits, _retries, _reachability, whole).RunAsync(cancellationToken);
    }

    private RequestTarget TargetOf(Request request, VersionNegotiation? negotiation)
    {
        var (endpoint, query) = (request.Endpoint, request.Query);
        if (_settings.RequireCompleteData && endpoint.CompletenessParameter is { } parameter)
        {
            query = query.Length == 0 ? parameter + "=true" : $"{query}&{parameter}=true";
        }

        var version = negotiation?.CurrentText ?? endpoint.ApiVersion ?? "";
        return new RequestTarget(request.Method, _urls.Of(request.Template, request.Indexes, request.Text, query, version), version,
            request.Template, endpoint);
    }

    /// <summary>What chooses the version for an endpoint; null where it has one alone, or takes none.</summary>
    private VersionNegotiation? NegotiationOf(ImdsEndpoint endpoint) =>
        endpoint.ApiVersion is not { } version ? _negotiation
        : endpoint.OlderVersions.Count == 0 ? null
        : _negotiations.GetOrAdd(endpoint, _ =>
        {
            var older = endpoint.OlderVersions.Select(ImdsApiVersion.Parse).ToArray();
            return new VersionNegotiation(ImdsApiVersion.Parse(version), older.Min(), older, _settings.Logger);
        });

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
