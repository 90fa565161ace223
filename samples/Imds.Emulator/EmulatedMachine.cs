using Imds.Emulator.Attested;
using Imds.Emulator.Documents;
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

    private readonly Service _service;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();

    public EmulatedMachine(ImdsEmulatorOptions options)
    {
        _time = options.TimeProvider;
        var newest = options.NewestApiVersion;
        var instance = VersionedDocument.Parse(
            options.Document ?? Resource.Text("vm.json"), FieldTable.For("instance"), nameof(options.Document));
        var loadBalancer = options.BehindLoadBalancer
            ? VersionedDocument.Parse(
                options.LoadBalancerDocument ?? Resource.Text("loadbalancer.json"), FieldTable.For("loadbalancer"), nameof(options.LoadBalancerDocument))
            : null;

        Signing = new Signing(() => new Uri(Address!, IssuerPath), SignerNames(instance.Value("compute.location"), options.AttestedDomain), _time);
        ScheduledEvents = new ScheduledEventBoard(_time, options.ScheduledEventSpeed);
        foreach (var scheduled in options.ScheduledEvents)
            ScheduledEvents.Add(scheduled);

        VersionLine From(string oldest) => ApiVersions.Service.Between(oldest, newest);
        _service = new Service(
        [
            new VersionsEndpoint(From("")),
            new InstanceEndpoint(instance, From("2017-04-02")),
            new AttestedEndpoint(instance, FieldTable.For("attested/document"), () => Signing.Signer, _time, From("2018-10-01")),
            new TokenEndpoint(options.Identities, options.TenantId, _time, From("2018-02-01")),
            new IdentityInfoEndpoint(options.TenantId, From("2018-02-01")),
            new LoadBalancerEndpoint(loadBalancer, From("2020-10-01")),
            new ScheduledEventsEndpoint(
                ScheduledEvents, instance.Value("compute.name"), FieldTable.For("scheduledevents"), ApiVersions.ScheduledEvents.Between("", newest)),
        ]);
    }

    /// <summary>Where the server listens; known once it does.</summary>
    public Uri? Address { get; set; }

    public Signing Signing { get; }

    public ScheduledEventBoard ScheduledEvents { get; }

    public RequestLog Log { get; } = new();

    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path == IssuerPath)
        {
            await SendAsync(context, new Reply(200, Signing.Authority.Intermediate.RawData, "application/pkix-cert")).ConfigureAwait(false);
            return;
        }

        var body = await ReadAsync(context.Request).ConfigureAwait(false);
        Log.Add(Received(context.Request, body));
        context.Response.Headers.Server = ServerName;
        await SendAsync(context, _service.Answer(context.Request.Method, path, context.Request.Headers, context.Request.Query, body)).ConfigureAwait(false);
    }

    /// <summary>Lets go of every reply that is held back.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose()
    {
        Signing.Dispose();
        _stopping.Dispose();
    }

    private static string[] SignerNames(string location, string domain) =>
        Uri.CheckHostName(location) == UriHostNameType.Dns ? [$"{location}.{domain}", domain] : [domain];

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
    }

    private ReceivedRequest Received(HttpRequest request, string body) => new(
        request.Method,
        request.GetEncodedPathAndQuery(),
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body,
        _time.GetUtcNow());

    private static async Task SendAsync(HttpContext context, Reply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
