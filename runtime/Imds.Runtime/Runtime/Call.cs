using Polly;
using Polly.Retry;

namespace Imds.Runtime;

/// <summary>One call: as many tries as the rules allow, within the time that a call has.</summary>
internal sealed class Call(Exchange exchange, EndpointRules endpoint, Settings settings, RequestLimits limits, TimeSpan timeout)
{
    private static readonly ResiliencePropertyKey<Call> Key = new("imds.call");

    private readonly long _start = settings.Time.GetTimestamp();
    private ImdsException? _lastFailure;
    private TimeSpan? _wait;
    private int _tries;

    /// <summary>Makes what repeats the tries of the calls of one client.</summary>
    public static ResiliencePipeline<Reply> Pipeline(Settings settings) => new ResiliencePipelineBuilder<Reply> { TimeProvider = settings.Time }
        .AddRetry(new RetryStrategyOptions<Reply>
        {
            MaxRetryAttempts = int.MaxValue, // the rules know when to stop
            ShouldHandle = args => new(args.Context.Properties.TryGetValue(Key, out var call) && call.TriesAgain(args.Outcome.Exception)),
            DelayGenerator = args => new(args.Context.Properties.TryGetValue(Key, out var call) ? call._wait : null),
        })
        .Build();

    /// <summary>Makes the call; the token is the caller's, or cancelled for another reason of the caller.</summary>
    public async Task<Reply> RunAsync(ResiliencePipeline<Reply> pipeline, CancellationToken cancellationToken)
    {
        using var limit = new Deadline(timeout, settings.Time, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, limit.Token);
        context.Properties.Set(Key, this);
        try
        {
            return await pipeline.ExecuteAsync(static (context, call) => call.TryAsync(context.CancellationToken), context, this).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.Token.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failures.CallTimedOut(exchange.Target, timeout, _tries, (Exception?)_lastFailure ?? e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Reply> TryAsync(CancellationToken cancellationToken)
    {
        using var turn = await limits.WaitAsync(endpoint, cancellationToken).ConfigureAwait(false);
        _tries++;
        return await exchange.SendAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool TriesAgain(Exception? outcome)
    {
        if (outcome is not ImdsException failure)
        {
            return false;
        }

        failure.Tries = _tries;
        _lastFailure = failure;
        _wait = RetryRules.Wait(failure, endpoint, _tries, settings, Chance());

        // Waiting past the end of the call would only hide what went wrong behind a time-out.
        if (_wait is { } wait && wait < timeout - settings.Time.GetElapsedTime(_start))
        {
            settings.Logger.TriesAgain(_tries, failure.Reason, wait.TotalSeconds, failure.Message);
            return true;
        }

        settings.Logger.Failed(failure.Reason, failure.Message);
        return false;
    }

#if NET8_0_OR_GREATER
    private static double Chance() => Random.Shared.NextDouble();
#else
    private static readonly Random Dice = new();

    private static double Chance()
    {
        lock (Dice)
        {
            return Dice.NextDouble();
        }
    }
#endif
}
