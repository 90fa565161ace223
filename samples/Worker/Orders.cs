// Why: the work itself, which can be told to take no more.
namespace Worker;

internal sealed class Orders(ILogger<Orders> logger) : BackgroundService
{
    private readonly CancellationTokenSource _noMore = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes no new order, and waits for those under way.</summary>
    public Task DrainAsync(CancellationToken cancellationToken)
    {
        _noMore.Cancel();
        return _finished.Task.WaitAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _noMore.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _noMore.Token);
        for (var number = 1; !end.IsCancellationRequested; number++)
        {
            logger.LogInformation("Order {Number} begins", number);
            await Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None); // half an order would be worse than none
            logger.LogInformation("Order {Number} is done", number);
        }

        _finished.SetResult();
    }
}
