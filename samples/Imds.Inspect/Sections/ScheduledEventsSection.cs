using System.Text.Json;
using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>
/// The maintenance that is coming. The last section, as the first call on a VM can take two minutes: it switches the feature on.
/// </summary>
internal sealed class ScheduledEventsSection() : Section("scheduledevents", "Scheduled events")
{
    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        ScheduledEvents scheduled = await imds.ScheduledEvents.GetAsync(cancellationToken);
        return new Content(Layout.Tree(imds.ScheduledEvents.ToString(), JsonSerializer.SerializeToElement(scheduled)), scheduled);
    }
}
