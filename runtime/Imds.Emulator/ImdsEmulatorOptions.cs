using Imds.Emulator.Documents;

namespace Imds.Emulator;

/// <summary>What the emulated VM is, and how its service behaves. Everything has a default.</summary>
public sealed class ImdsEmulatorOptions
{
    /// <summary>The port on 127.0.0.1; 0, the default, takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The instance document as JSON, with the fields of the newest version; older versions are served without the
    /// fields they did not have, and fields the service does not know are served as they are. Unset, a VM is made up.
    /// </summary>
    public string? Document { get; init; }

    /// <summary>The load balancer document as JSON. Unset, one is made up.</summary>
    public string? LoadBalancerDocument { get; init; }

    /// <summary>False for a VM behind no load balancer: its endpoint answers 404.</summary>
    public bool BehindLoadBalancer { get; init; } = true;

    /// <summary>The managed identities. One without a resource id is the system-assigned one and answers where a request names none.</summary>
    public IReadOnlyList<EmulatedIdentity> Identities { get; init; } =
    [
        new("5b7d9c1e-42f8-4a06-b3d7-19c6e85f20a4", "c03e7f92-8d15-4b6a-9e40-7a21d5b8f6c3"),
        new("d1a46b08-37e9-4c52-8f1b-60e2c9d7a35f", "29f8c5d3-b417-4e60-a2c9-84d70b1e6f5a",
            "/subscriptions/3f0c1d52-7a8e-4b6f-9d21-5c4e8a90b7d3/resourceGroups/orchard-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orchard-reader"),
    ];

    /// <summary>The tenant of the identities.</summary>
    public string TenantId { get; init; } = "7c5e2a90-1d4b-4f83-b6a7-e09d3c52f81a";

    /// <summary>The newest api-version this host knows, to stand in for a host that has not been updated.</summary>
    public string NewestApiVersion { get; init; } = ApiVersions.Service.Newest.First();

    /// <summary>The domain in the certificate of attested documents: metadata.azure.com, or that of another cloud.</summary>
    public string AttestedDomain { get; init; } = "metadata.azure.com";

    /// <summary>Events that are on their way when the emulator starts.</summary>
    public IReadOnlyList<EmulatedEvent> ScheduledEvents { get; init; } = [];

    /// <summary>How many times faster than the real ones the scheduled events pass; 60 makes 15 minutes of notice 15 seconds.</summary>
    public double ScheduledEventSpeed { get; init; } = 1;

    /// <summary>
    /// True to refuse what exceeds the service's limits with 429: 5 requests in any second, and for the identity
    /// endpoints 20 in any second and 5 at once. Off, unless set.
    /// </summary>
    public bool Throttle { get; init; }

    /// <summary>The clock of the emulated VM.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        if (Port is < 0 or > 65535)
        {
            throw new ArgumentException($"Port must be from 0 to 65535; it is {Port}.");
        }

        if (!ApiVersions.Service.Knows(NewestApiVersion))
        {
            throw new ArgumentException(
                $"NewestApiVersion '{NewestApiVersion}' is no api-version of the service. There are: {string.Join(", ", ApiVersions.Service.All)}.");
        }

        if (!(ScheduledEventSpeed > 0 && double.IsFinite(ScheduledEventSpeed)))
        {
            throw new ArgumentException($"ScheduledEventSpeed must be a number above 0; it is {ScheduledEventSpeed}.");
        }

        if (Uri.CheckHostName(AttestedDomain) != UriHostNameType.Dns)
        {
            throw new ArgumentException($"AttestedDomain must be a DNS name such as metadata.azure.com; it is '{AttestedDomain}'.");
        }

        ArgumentNullException.ThrowIfNull(Identities);
        ArgumentNullException.ThrowIfNull(ScheduledEvents);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
