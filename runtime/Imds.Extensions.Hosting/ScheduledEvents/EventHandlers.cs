using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imds.Hosting;

/// <summary>Calls the application's handlers, and does what they answer. Nothing that they throw comes out of here.</summary>
internal sealed class EventHandlers(
    IReadOnlyList<IImdsScheduledEventHandler> handlers, OwnClients clients, IHostApplicationLifetime lifetime, ILogger logger)
{
    /// <summary>Gives each handler its time, and then approves or stops as they say.</summary>
    /// <param name="scheduled">The event.</param>
    /// <param name="isAhead">Whether the event is still to come.</param>
    /// <param name="notice">Ends the time of the handlers.</param>
    /// <param name="stopping">Ends all.</param>
    public async Task PrepareAsync(ImdsScheduledEvent scheduled, Func<bool> isAhead, CancellationToken notice, CancellationToken stopping)
    {
        var responses = await Task.WhenAll(handlers.Select(handler => AskAsync(handler, scheduled, notice, stopping)))
            .ConfigureAwait(false);
        if (responses.Length > 0 && responses.All(response => response.HasFlag(ImdsEventResponse.Approve)) && isAhead()
            && !stopping.IsCancellationRequested)
        {
            await ApproveAsync(scheduled, stopping).ConfigureAwait(false);
        }

        if (responses.Any(response => response.HasFlag(ImdsEventResponse.StopApplication)))
        {
            logger.Stopping(scheduled.EventType, scheduled.EventId);
            lifetime.StopApplication();
        }
    }

    public Task StartedAsync(ImdsScheduledEvent started, CancellationToken stopping) =>
        TellAsync(started, (handler, token) => handler.OnStartedAsync(started, token), stopping);

    public Task EndedAsync(ImdsScheduledEvent ended, CancellationToken stopping) =>
        TellAsync(ended, (handler, token) => handler.OnEndedAsync(ended, token), stopping);

    private async Task<ImdsEventResponse> AskAsync(
        IImdsScheduledEventHandler handler, ImdsScheduledEvent scheduled, CancellationToken notice, CancellationToken stopping)
    {
        var response = ImdsEventResponse.None;
        await GuardAsync(handler, scheduled, OnScheduledAsync, notice, stopping).ConfigureAwait(false);
        return response;

        async Task OnScheduledAsync() => response = await handler.OnScheduledAsync(scheduled, notice).ConfigureAwait(false);
    }

    private Task TellAsync(ImdsScheduledEvent @event, Func<IImdsScheduledEventHandler, CancellationToken, Task> call,
        CancellationToken stopping) =>
        Task.WhenAll(handlers.Select(handler => GuardAsync(handler, @event, () => call(handler, stopping), stopping, stopping)));

    private async Task GuardAsync(
        IImdsScheduledEventHandler handler, ImdsScheduledEvent @event, Func<Task> call, CancellationToken given, CancellationToken stopping)
    {
        try
        {
            // Off the watch, which a handler that blocks must not hold up.
            await Task.Run(call, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (given.IsCancellationRequested)
        {
            if (!stopping.IsCancellationRequested)
            {
                logger.NotReady(handler.GetType().Name, @event.EventType, @event.EventId);
            }
        }
        catch (Exception e)
        {
            // A fault of a handler must neither end the watch nor the application.
            logger.HandlerFailed(e, handler.GetType().Name, @event.EventType, @event.EventId);
        }
    }

    private async Task ApproveAsync(ImdsScheduledEvent scheduled, CancellationToken stopping)
    {
        try
        {
            await clients.Patient.ScheduledEvents.ApproveAsync(scheduled.EventId, stopping).ConfigureAwait(false);
            logger.Approved(scheduled.EventType, scheduled.EventId);
        }
        catch (Exception e) when (e is ImdsException or OperationCanceledException)
        {
            logger.NotApproved(scheduled.EventType, scheduled.EventId, e.Message);
        }
    }
}
