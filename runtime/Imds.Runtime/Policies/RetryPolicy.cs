using System.Net;
using Imds.CompilerServices;

namespace Imds.Runtime.Policies;

/// <summary>Whether a failed attempt is followed by another, and how long after.</summary>
/// <param name="maxAttempts">How many attempts a call has.</param>
/// <param name="delay">The wait before the second.</param>
internal sealed class RetryPolicy(int maxAttempts, TimeSpan delay)
{
    // Status 410 passes within 70 seconds, whatever is done meanwhile.
    private const int AttemptsWhileGone = 8;
    private const int AttemptsWhileUnreachable = 3;
    private static readonly TimeSpan WaitWhileGone = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(60);

    /// <summary>The time to wait for the next attempt; null if there is to be none.</summary>
    /// <param name="failure">How the last attempt failed.</param>
    /// <param name="endpoint">What was asked.</param>
    /// <param name="attempts">How many attempts there have been.</param>
    /// <param name="mayAppear">Whether a service that cannot be reached may be there a moment later.</param>
    /// <param name="jitter">A random number from 0 to 1, so that clients that failed together do not come back together.</param>
    public TimeSpan? WaitAfter(ImdsException failure, ImdsEndpoint endpoint, int attempts, bool mayAppear, double jitter)
    {
        if (maxAttempts == 1)
        {
            return null;
        }

        if (failure.StatusCode == HttpStatusCode.Gone)
        {
            return attempts < AttemptsWhileGone ? WaitWhileGone : null;
        }

        var most = failure.Reason switch
        {
            ImdsFailure.Unreachable => mayAppear ? Math.Min(AttemptsWhileUnreachable, maxAttempts) : 0,
            ImdsFailure.Interrupted or ImdsFailure.TimedOut or ImdsFailure.Throttled or ImdsFailure.ServiceFault => maxAttempts,
            ImdsFailure.Refused when failure.StatusCode is { } status && endpoint.PassingRefusals.Contains((int)status)
                && !failure.RefusesVersion => maxAttempts,
            _ => 0,
        };

        return attempts >= most ? null : failure.RetryAfter is { Ticks: > 0 } asked ? asked : BackOff(endpoint, attempts, jitter);
    }

    // Twice as long each time, and up to a quarter more.
    private TimeSpan BackOff(ImdsEndpoint endpoint, int attempts, double jitter)
    {
        // what the service's documents advise for tokens
        var first = delay.TotalSeconds * (endpoint.Limits == ImdsRequestLimits.Identity ? 2 : 1);
        var seconds = first * Math.Pow(2, Math.Min(attempts - 1, 30)) * (1 + (jitter / 4));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestBackOff.TotalSeconds));
    }
}
