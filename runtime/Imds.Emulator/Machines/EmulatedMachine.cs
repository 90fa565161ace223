using Imds.Emulator.Attested;
using Imds.Emulator.Documents;
using Imds.Emulator.Http;
using Imds.Emulator.Identity;
using Imds.Emulator.ScheduledEvents;

namespace Imds.Emulator.Machines;

/// <summary>One VM: its document, its endpoints and its limits.</summary>
internal sealed class EmulatedMachine
{
    private readonly ImdsEmulatorOptions _options;
    private readonly DocumentSource _source;
    private readonly FieldTable _fields = FieldTable.For("instance");
    private readonly object _gate = new();

    private (VersionedDocument Document, int Version)? _seen;

    public EmulatedMachine(ImdsEmulatorOptions options, int index, Emulation shared)
    {
        _options = options;
        _source = shared.Instance;
        Index = index;
        Throttle = options.Throttle ? new Throttle(options.TimeProvider) : null;

        var time = options.TimeProvider;
        var newest = options.NewestApiVersion;
        var balancerFields = FieldTable.For("loadbalancer");
        VersionLine From(string oldest) => ApiVersions.Service.Between(oldest, newest);
        Endpoints =
        [
            new VersionsEndpoint(
                ApiVersions.Service.Between("", options.NewestListedApiVersion is { Length: > 0 } listed ? listed : newest)),
            new InstanceEndpoint(() => Instance, From("2017-04-02")),
            new AttestedEndpoint(() => Instance, FieldTable.For("attested/document"), shared.Signing, time, From("2018-10-01")),
            new TokenEndpoint(options.Identities, options.TenantId, time, From("2018-02-01")),
            new IdentityInfoEndpoint(options.TenantId, From("2018-02-01")),
            new LoadBalancerEndpoint(
                () => shared.LoadBalancer is { } balancer ? new VersionedDocument(balancer.Read().Root, balancerFields) : null,
                From("2020-10-01")),
            new ScheduledEventsEndpoint(
                shared.ScheduledEvents, () => Instance.Value("compute.name"), FieldTable.For("scheduledevents"),
                ApiVersions.ScheduledEvents.Between("", newest)),
        ];
        Service = new Service(Endpoints);
    }

    public int Index { get; }

    public IReadOnlyList<MetadataEndpoint> Endpoints { get; }

    public Service Service { get; }

    public Throttle? Throttle { get; }

    /// <summary>The instance document as it is now, with the fields of all versions.</summary>
    public VersionedDocument Instance
    {
        get
        {
            lock (_gate)
            {
                var (root, version) = _source.Read();
                if (_seen?.Version != version)
                {
                    _seen = (new VersionedDocument(_options.Machines > 1 ? ScaleSet.Member(root, Index) : root, _fields), version);
                }

                return _seen.Value.Document;
            }
        }
    }
}
