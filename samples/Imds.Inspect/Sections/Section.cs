using Imds;
using Spectre.Console.Rendering;

namespace Inspect.Sections;

/// <summary>One part of what there is to see of a VM: what to ask the service, and how to show the answer.</summary>
/// <param name="name">What it is called on the command line and in JSON.</param>
/// <param name="title">What stands above it.</param>
internal abstract class Section(string name, string title)
{
    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<Section> All { get; } =
    [
        new InstanceSection(),
        new NetworkSection(),
        new DisksSection(),
        new TagsSection(),
        new AttestedSection(),
        new LoadBalancerSection(),
        new VersionsSection(),
        new FieldsSection(),
        new ScheduledEventsSection(),
    ];

    public string Name { get; } = name;

    public string Title { get; } = title;

    /// <exception cref="ImdsException">The VM does not have this, or the service does not give it.</exception>
    public abstract Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken);
}

/// <summary>What a section holds.</summary>
/// <param name="Text">For people.</param>
/// <param name="Data">For scripts: whatever <see cref="System.Text.Json.JsonSerializer"/> can write.</param>
internal sealed record Content(IRenderable Text, object Data);
