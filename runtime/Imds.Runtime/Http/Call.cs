using Imds.Runtime.Options;
using Imds.Runtime.Policies;
using Imds.Runtime.Telemetry;

namespace Imds.Runtime.Http;

/// <summary>One call: as many attempts as the rules allow, within the time that a call has.</summary>
internal sealed class Call(
    Exchange exchange, ClientSettings settings, RequestLimits limits, RetryPolicy retries, ServiceReachability reachability,
    TimeSpan timeout)
{
    private readonly long _start = settings.Time.GetTimestamp();
    private ImdsException? _lastFailure;
    private TimeSpan _wait;
    private int _attempts;

    /// <summary>Makes the call; the token is the caller's, or cancelled for another reason of the caller.</summary>
    /// <remarks>A loop of its own: a library for repetition costs each call more than all else here, and the rules are the service's
    /// anyway.</remarks>
    public async Task<Reply> RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new Deadline(timeout, settings.Time, cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    using var turn = await limits.WaitAsync(exchange.Target.Endpoint.Limits, limit.Token).ConfigureAwait(false);
                    _attempts++;
                    var reply = await exchange.ReceiveAsync(limit.Token).ConfigureAwait(false);
                    return Failures.Of(reply) is { } failure ? throw failure : reply;
                }
                catch (ImdsException failure) when (RetriesAfter(failure))
                {
                    _lastFailure = failure;
                }

                await settings.Time.WaitAsync(_wait, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (limit.Passed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failures.CallTimedOut(exchange.Target, timeout, _attempts, (Exception?)_lastFailure ?? e);
        }
    }

    private bool RetriesAfter(ImdsException failure)
    {
        failure.Attempts = _attempts;

        // Where none has ever answered, waiting for a service that cannot be reached costs a program off Azure its start.
        var mayAppear = reachability.HasBeenSeen || settings.AbsenceLifetime == TimeSpan.Zero;

        // Waiting past the end of the call would only hide what went wrong behind a time-out.
        if (retries.WaitAfter(failure, exchange.Target.Endpoint, _attempts, mayAppear, settings.Jitter ?? Jitter()) is { } wait
            && wait < timeout - settings.Time.GetElapsedTime(_start))
        {
            _wait = wait;
            settings.Logger.Retrying(_attempts, failure.Reason, Math.Round(wait.TotalSeconds, 2), failure.Message);
            return true;
        }

        settings.Logger.Failed(failure.Reason, failure.Message);
        return false;
    }

#if NET8_0_OR_GREATER
    private static double Jitter() => Random.Shared.NextDouble();
#else
    private static readonly Random Randomness = new();

    private static double Jitter()
    {
        lock (Randomness)
        {
            return Randomness.NextDouble();
        }
    }
#endif
}
