// Why: what stands between a scheduled event and the work; the host sees to the watch, the notice and the approval.
using Imds;

namespace Worker;

internal sealed class Drain(Orders orders, ILogger<Drain> logger) : IImdsScheduledEventHandler
{
    public async Task<ImdsEventResponse> OnScheduledAsync(ImdsScheduledEvent scheduled, CancellationToken cancellationToken)
    {
        await orders.DrainAsync(cancellationToken);
        logger.LogInformation("Ready for {EventType}", scheduled.EventType);

        // One machine alone may approve; of several, one speaks for all.
        var approval = scheduled.Resources.Count == 1 ? ImdsEventResponse.Approve : ImdsEventResponse.None;
        return approval | ImdsEventResponse.StopApplication;
    }
}
