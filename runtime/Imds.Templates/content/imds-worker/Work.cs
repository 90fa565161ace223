using Imds;

namespace ImdsWorker;

/// <summary>What this worker does: one thing after the other, until it is told to take no more.</summary>
internal sealed class Work(ILogger<Work> logger) : BackgroundService
{
    private readonly CancellationTokenSource _noMore = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes no new work, and waits for what is under way.</summary>
    public Task DrainAsync(CancellationToken cancellationToken)
    {
        _noMore.Cancel();
        return _finished.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _noMore.Token);
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None); // the work goes here
            logger.LogInformation("Worked");
        }

        _finished.SetResult();
    }
}

/// <summary>Finishes the work before the machine is interrupted.</summary>
internal sealed class Drain(Work work, ILogger<Drain> logger) : IImdsScheduledEventHandler
{
    public async Task<ImdsEventResponse> OnScheduledAsync(ImdsScheduledEvent scheduled, CancellationToken cancellationToken)
    {
        await work.DrainAsync(cancellationToken);
        logger.LogInformation("Ready for {EventType}", scheduled.EventType);

        // An approval is for all machines of the event: with several, one has to speak for all.
        var approval = scheduled.Resources.Count == 1 ? ImdsEventResponse.Approve : ImdsEventResponse.None;
        return approval | ImdsEventResponse.StopApplication;
    }
}
