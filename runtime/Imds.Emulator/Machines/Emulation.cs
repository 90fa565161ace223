using Imds.Emulator.Attested;
using Imds.Emulator.Documents;
using Imds.Emulator.Http;

namespace Imds.Emulator.Machines;

/// <summary>All that is emulated: the machines, and what they share.</summary>
internal sealed class Emulation : IDisposable
{
    private readonly ImdsEmulatorOptions _options;

    public Emulation(ImdsEmulatorOptions options)
    {
        options.Validate();
        _options = options;
        Instance = new DocumentSource(
            options.DocumentFile is null ? nameof(options.Document) : nameof(options.DocumentFile),
            options.Document ?? Resource.Text("vm.json"), options.DocumentFile, options.Logger);
        LoadBalancer = options.BehindLoadBalancer
            ? new DocumentSource(
                options.LoadBalancerDocumentFile is null ? nameof(options.LoadBalancerDocument) : nameof(options.LoadBalancerDocumentFile),
                options.LoadBalancerDocument ?? Resource.Text("loadbalancer.json"), options.LoadBalancerDocumentFile, options.Logger)
            : null;
        Signing = new Signing(options.AttestedDomain, options.TimeProvider);
        ScheduledEvents = new ScheduledEventBoard(options.TimeProvider, options.ScheduledEventSpeed);
        Machines = [.. Enumerable.Range(0, options.Machines).Select(index => new EmulatedMachine(options, index, this))];
        Faults = new ImdsFaultList([.. Machines[0].Endpoints.Select(endpoint => endpoint.Path)]);
        Begin();
    }

    public TimeProvider Time => _options.TimeProvider;

    public ImdsEmulatorOptions Options => _options;

    public DocumentSource Instance { get; }

    public DocumentSource? LoadBalancer { get; }

    public Signing Signing { get; }

    public ScheduledEventBoard ScheduledEvents { get; }

    public ImdsFaultList Faults { get; }

    public RequestLog Log { get; } = new();

    public IReadOnlyList<EmulatedMachine> Machines { get; }

    /// <summary>Where each machine is reached; known once they listen.</summary>
    public IReadOnlyList<Uri> Endpoints { get; set; } = [];

    /// <summary>As at the start.</summary>
    public void Reset()
    {
        Instance.Reset();
        LoadBalancer?.Reset();
        ScheduledEvents.Clear();
        Faults.Clear();
        Log.Clear();
        Begin();
    }

    public void Dispose() => Signing.Dispose();

    private void Begin()
    {
        foreach (var scheduled in _options.ScheduledEvents)
        {
            Named(nameof(_options.ScheduledEvents), () => ScheduledEvents.Add(scheduled));
        }

        foreach (var (endpoint, fault, count) in _options.Faults)
        {
            Named(nameof(_options.Faults), () => Faults.Add(endpoint, fault, count));
        }
    }

    /// <summary>What is wrong with an entry of an option is told under the option's name.</summary>
    private static void Named(string option, Action add)
    {
        try
        {
            add();
        }
        catch (ArgumentException e)
        {
            throw Senseless.Option(option, ": " + Senseless.ProblemOf(e));
        }
    }
}
