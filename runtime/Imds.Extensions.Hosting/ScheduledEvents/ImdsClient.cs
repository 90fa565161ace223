using Imds.CompilerServices;

namespace Imds;

internal partial class ImdsClient
{
    /// <summary>
    /// The list of scheduled events, asked for again and again, so that no span is made of it; null where the reply is empty.
    /// </summary>
    public Task<ScheduledEvents?> PollScheduledEventsAsync(CancellationToken cancellationToken) =>
        new ImdsRoute(_connection, _scheduledEventsEndpoint).PollAsync<ScheduledEvents>(query: null, cancellationToken);
}
