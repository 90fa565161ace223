namespace Imds;

/// <summary>Makes an application ready for the interruptions of the machine that it runs on.</summary>
/// <remarks>
/// Of one event the methods are called one after the other, never at the same time. A method that throws is logged, and the application
/// goes on.
/// </remarks>
public interface IImdsScheduledEventHandler
{
    /// <summary>An event is ahead: finish or hand over what must not be interrupted.</summary>
    /// <param name="scheduled">The event.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the notice is over, less <see cref="ImdsScheduledEventsOptions.Margin"/>; when the event begins earlier or is taken
    /// back; and when the application stops.
    /// </param>
    /// <returns>Whether the event may begin now, and whether the application is to stop.</returns>
    Task<ImdsEventResponse> OnScheduledAsync(ImdsScheduledEvent scheduled, CancellationToken cancellationToken);

    /// <summary>An event has begun. One that had begun when it was first seen comes here at once.</summary>
    /// <param name="started">The event.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>A task that is done when the handler is.</returns>
    Task OnStartedAsync(ImdsScheduledEvent started, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An event is over or was taken back: take up work again.</summary>
    /// <param name="ended">The event as it was last; <see cref="ImdsScheduledEvent.HasStarted"/> says whether it took place.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>A task that is done when the handler is.</returns>
    Task OnEndedAsync(ImdsScheduledEvent ended, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What becomes of an event once the application is ready for it.</summary>
[Flags]
public enum ImdsEventResponse
{
    /// <summary>It comes when its time has come.</summary>
    None = 0,

    /// <summary>It may begin now, for all machines that it affects. Of several handlers all have to say so.</summary>
    Approve = 1,

    /// <summary>The application stops, after the approval where there is one. Of several handlers one is enough.</summary>
    StopApplication = 2,
}
