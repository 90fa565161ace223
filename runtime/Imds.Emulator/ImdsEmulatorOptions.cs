using System.Net;
using Imds.Emulator.Documents;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imds.Emulator;

/// <summary>What the emulated VM is, and how its service behaves. Everything has a default.</summary>
public sealed record ImdsEmulatorOptions
{
    /// <summary>The port; 0, the default, takes any that is free. Of several machines each takes the next.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The address to listen on. The default is 127.0.0.1. 0.0.0.0 lets others in, as a container needs: whoever reaches the machine
    /// can then ask the emulator and change what it answers.
    /// </summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>False to open no socket: only <see cref="ImdsEmulator.CreateHandler"/> reaches the emulator then.</summary>
    public bool Listen { get; init; } = true;

    /// <summary>
    /// How many machines of one scale set there are, each with an endpoint of its own. They share scheduled events, identities and
    /// faults; each has its name, ids and addresses, made from the one document.
    /// </summary>
    public int Machines { get; init; } = 1;

    /// <summary>
    /// The instance document as JSON, with the fields of the newest version; older versions are served without the
    /// fields they did not have, and fields the service does not know are served as they are. Unset, a VM is made up.
    /// </summary>
    public string? Document { get; init; }

    /// <summary>A file with the instance document, in place of <see cref="Document"/>; read again whenever it has changed.</summary>
    public string? DocumentFile { get; init; }

    /// <summary>The load balancer document as JSON. Unset, one is made up.</summary>
    public string? LoadBalancerDocument { get; init; }

    /// <summary>
    /// A file with the load balancer document, in place of <see cref="LoadBalancerDocument"/>; read again whenever it has changed.
    /// </summary>
    public string? LoadBalancerDocumentFile { get; init; }

    /// <summary>False for a VM behind no load balancer: its endpoint answers 404.</summary>
    public bool BehindLoadBalancer { get; init; } = true;

    /// <summary>
    /// The managed identities. One without a resource id is the system-assigned one and answers where a request names none.
    /// </summary>
    public IReadOnlyList<EmulatedIdentity> Identities { get; init; } =
    [
        new("5b7d9c1e-42f8-4a06-b3d7-19c6e85f20a4", "c03e7f92-8d15-4b6a-9e40-7a21d5b8f6c3"),
        new("d1a46b08-37e9-4c52-8f1b-60e2c9d7a35f", "29f8c5d3-b417-4e60-a2c9-84d70b1e6f5a",
            "/subscriptions/3f0c1d52-7a8e-4b6f-9d21-5c4e8a90b7d3/resourceGroups/orchard-prod/providers/"
                + "Microsoft.ManagedIdentity/userAssignedIdentities/orchard-reader"),
    ];

    /// <summary>The tenant of the identities.</summary>
    public string TenantId { get; init; } = "7c5e2a90-1d4b-4f83-b6a7-e09d3c52f81a";

    /// <summary>
    /// The newest api-version this host knows: an older one stands in for a host that has not been updated, and 2025-07-24, 2025-11-11 or
    /// 2025-11-15, which have been seen in use and are in no document, for one that is ahead of the documents. The default is 2025-04-07,
    /// the newest that is documented.
    /// </summary>
    public string NewestApiVersion { get; init; } = ApiVersions.NewestDocumented;

    /// <summary>
    /// The newest api-version that <c>/metadata/versions</c> lists. Hosts have been seen to answer a version before they list it, so this
    /// can lie before <see cref="NewestApiVersion"/>. The default is the empty text: all that are answered are listed.
    /// </summary>
    public string NewestListedApiVersion { get; init; } = "";

    /// <summary>The domain in the certificate of attested documents: metadata.azure.com, or that of another cloud.</summary>
    public string AttestedDomain { get; init; } = "metadata.azure.com";

    /// <summary>Events that are on their way when the emulator starts.</summary>
    public IReadOnlyList<EmulatedEvent> ScheduledEvents { get; init; } = [];

    /// <summary>How many times faster than the real ones the scheduled events pass; 60 makes 15 minutes of notice 15 seconds.</summary>
    public double ScheduledEventSpeed { get; init; } = 1;

    /// <summary>What goes wrong from the start.</summary>
    public IReadOnlyList<EmulatedFault> Faults { get; init; } = [];

    /// <summary>
    /// True to refuse what exceeds the service's limits with 429: 5 requests in any second, and for the identity
    /// endpoints 20 in any second and 5 at once. The default is off.
    /// </summary>
    public bool Throttle { get; init; }

    /// <summary>The clock of the emulated VM.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told of each request that was answered, and warned of what may be a mistake.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    internal IPAddress Address => Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Host);

    internal void Validate()
    {
        Check(Port is >= 0 and <= 65535, nameof(Port), $" must be from 0 to 65535, not {Port}.");
        Check(
            Host == "localhost" || IPAddress.TryParse(Host, out _), nameof(Host),
            $" must be an IP address such as 127.0.0.1 or 0.0.0.0, or localhost, not '{Host}'.");
        Check(Machines is >= 1 and <= 100, nameof(Machines), $" must be from 1 to 100, not {Machines}.");
        Check(
            Port == 0 || Port + Machines - 1 <= 65535, nameof(Machines),
            $" must leave a port for each machine: from {Port} on there are {65536 - Port}.");
        Check(
            ApiVersions.Service.Knows(NewestApiVersion), nameof(NewestApiVersion),
            $" '{NewestApiVersion}' is no api-version of the service. There are: {string.Join(", ", ApiVersions.Service.All)}.");
        Check(
            NewestListedApiVersion.Length == 0
                || ApiVersions.Service.Between("", NewestApiVersion).Knows(NewestListedApiVersion), nameof(NewestListedApiVersion),
            $" '{NewestListedApiVersion}' is no api-version of the service up to {NewestApiVersion}.");
        Check(
            ScheduledEventSpeed > 0 && double.IsFinite(ScheduledEventSpeed), nameof(ScheduledEventSpeed),
            $" must be a number above 0, not {ScheduledEventSpeed}.");
        Check(
            Uri.CheckHostName(AttestedDomain) == UriHostNameType.Dns, nameof(AttestedDomain),
            $" must be a DNS name such as metadata.azure.com, not '{AttestedDomain}'.");
        Check(Document is null || DocumentFile is null, nameof(DocumentFile), " and a document given as text exclude each other.");
        Check(
            LoadBalancerDocument is null || LoadBalancerDocumentFile is null, nameof(LoadBalancerDocumentFile),
            " and a load balancer document given as text exclude each other.");
        Check(
            Identities.Count(identity => identity.ResourceId.Length == 0) <= 1, nameof(Identities),
            ": only one can be system-assigned; the others need a resource id.");
        ArgumentNullException.ThrowIfNull(ScheduledEvents);
        ArgumentNullException.ThrowIfNull(Faults);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Logger);
    }

    private static void Check(bool isSensible, string option, string problem)
    {
        if (!isSensible)
        {
            throw Senseless.Option(option, problem);
        }
    }
}
