using Imds.Runtime.Policies;
using Imds.Runtime.Telemetry;

namespace Imds.Runtime.Http;

/// <summary>One call: as many tries as the rules allow, within the time that a call has.</summary>
internal sealed class Call(Exchange exchange, EndpointRules endpoint, Settings settings, RequestLimits limits, TimeSpan timeout)
{
    private readonly long _start = settings.Time.GetTimestamp();
    private ImdsException? _lastFailure;
    private TimeSpan _wait;
    private int _tries;

    /// <summary>Makes the call; the token is the caller's, or cancelled for another reason of the caller.</summary>
    /// <remarks>A loop of its own: a library for repetition costs each call more than all else here, and the rules are the service's anyway.</remarks>
    public async Task<Reply> RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new Deadline(timeout, settings.Time, cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    using var turn = await limits.WaitAsync(endpoint, limit.Token).ConfigureAwait(false);
                    _tries++;
                    var reply = await exchange.ReceiveAsync(limit.Token).ConfigureAwait(false);
                    return Failures.Of(reply) is { } failure ? throw failure : reply;
                }
                catch (ImdsException failure) when (TriesAgain(failure))
                {
                    _lastFailure = failure;
                }

                await settings.Time.Delay(_wait, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (limit.Passed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failures.CallTimedOut(exchange.Target, timeout, _tries, (Exception?)_lastFailure ?? e);
        }
    }

    private bool TriesAgain(ImdsException failure)
    {
        failure.Tries = _tries;

        // Waiting past the end of the call would only hide what went wrong behind a time-out.
        if (RetryRules.Wait(failure, endpoint, _tries, settings, Chance()) is { } wait && wait < timeout - settings.Time.GetElapsedTime(_start))
        {
            _wait = wait;
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
