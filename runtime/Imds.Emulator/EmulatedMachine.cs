using Imds.Emulator.Attested;
using Imds.Emulator.Documents;
using Imds.Emulator.Faults;
using Imds.Emulator.Http;
using Imds.Emulator.Identity;
using Imds.Emulator.ScheduledEvents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Imds.Emulator;

/// <summary>The VM behind the HTTP server: its endpoints, and the way of one request through them.</summary>
internal sealed class EmulatedMachine : IDisposable
{
    private const string ServerName = "IMDS/150.870.65.0";
    private const string IssuerPath = "/pki/issuing-ca-01.cer";
    private const string RootPath = "/pki/root.cer";

    private readonly Service _service;
    private readonly Throttle? _throttle;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();

    public EmulatedMachine(ImdsEmulatorOptions options)
    {
        _time = options.TimeProvider;
        _throttle = options.Throttle ? new Throttle(_time) : null;
        var newest = options.NewestApiVersion;
        var instance = VersionedDocument.Parse(
            options.Document ?? Resource.Text("vm.json"), FieldTable.For("instance"), nameof(options.Document));
        var loadBalancer = options.BehindLoadBalancer
            ? VersionedDocument.Parse(
                options.LoadBalancerDocument ?? Resource.Text("loadbalancer.json"), FieldTable.For("loadbalancer"), nameof(options.LoadBalancerDocument))
            : null;

        Signing = new Signing(() => (new Uri(Address!, RootPath), new Uri(Address!, IssuerPath)), instance.Value("compute.location"), options.AttestedDomain, _time);
        ScheduledEvents = new ScheduledEventBoard(_time, options.ScheduledEventSpeed);
        foreach (var scheduled in options.ScheduledEvents)
        {
            ScheduledEvents.Add(scheduled);
        }

        VersionLine From(string oldest) => ApiVersions.Service.Between(oldest, newest);
        MetadataEndpoint[] endpoints =
        [
            new VersionsEndpoint(From("")),
            new InstanceEndpoint(instance, From("2017-04-02")),
            new AttestedEndpoint(instance, FieldTable.For("attested/document"), Signing, _time, From("2018-10-01")),
            new TokenEndpoint(options.Identities, options.TenantId, _time, From("2018-02-01")),
            new IdentityInfoEndpoint(options.TenantId, From("2018-02-01")),
            new LoadBalancerEndpoint(loadBalancer, From("2020-10-01")),
            new ScheduledEventsEndpoint(
                ScheduledEvents, instance.Value("compute.name"), FieldTable.For("scheduledevents"), ApiVersions.ScheduledEvents.Between("", newest)),
        ];
        _service = new Service(endpoints);
        Faults = new ImdsFaultList([.. endpoints.Select(endpoint => endpoint.Path)]);
    }

    /// <summary>Where the server listens; known once it does.</summary>
    public Uri? Address { get; set; }

    public Signing Signing { get; }

    public ScheduledEventBoard ScheduledEvents { get; }

    public ImdsFaultList Faults { get; }

    public RequestLog Log { get; } = new();

    public async Task AnswerAsync(HttpContext context)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await AnswerAsync(context, cancelled.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            context.Abort(); // The client has gone, or the emulator stops: nobody waits for the rest.
        }
    }

    /// <summary>Lets go of every reply that is held back.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose()
    {
        Signing.Dispose();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken cancelled)
    {
        // A request may come in before the one who started the server has been told its address.
        Address ??= new Uri($"http://127.0.0.1:{context.Connection.LocalPort}");
        var path = context.Request.Path.Value ?? "";
        if (path is RootPath or IssuerPath)
        {
            var certificate = path == RootPath ? Signing.Authority.Root : Signing.Authority.Intermediate;
            await new Reply(200, certificate.RawData, "application/pkix-cert").SendAsync(context, cancelled).ConfigureAwait(false);
            return;
        }

        var body = await ReadAsync(context.Request, cancelled).ConfigureAwait(false);
        Log.Add(Received(context.Request, body));
        context.Response.Headers.Server = ServerName;
        context.Response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();

        var endpoint = _service.Find(path).Endpoint;
        var isIdentity = endpoint?.IsIdentity == true;
        if (_throttle?.TryEnter(isIdentity) == false)
        {
            await Replies.Error(429, endpoint, TimeSpan.FromSeconds(1)).SendAsync(context, cancelled).ConfigureAwait(false);
            return;
        }

        try
        {
            await PassAsync(context, endpoint, path, body, cancelled).ConfigureAwait(false);
        }
        finally
        {
            _throttle?.Leave(isIdentity);
        }
    }

    private Task PassAsync(HttpContext context, MetadataEndpoint? endpoint, string path, string body, CancellationToken cancelled)
    {
        Reply Answer(AttestedDefect? defect) =>
            _service.Answer(context.Request.Method, path, context.Request.Headers, context.Request.Query, body, defect);

        return Faults.Take(path) is { } fault
            ? fault.ApplyAsync(new FaultContext(context, endpoint, Answer, _time, cancelled))
            : Answer(null).SendAsync(context, cancelled);
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancelled)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(cancelled).ConfigureAwait(false);
    }

    private ReceivedRequest Received(HttpRequest request, string body) => new(
        request.Method,
        request.GetEncodedPathAndQuery(),
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body,
        _time.GetUtcNow());
}
