using System.Net;
using Imds.Runtime.Http;

namespace Imds.Runtime.Policies;

/// <summary>Whether a failed try is followed by another, and how long after.</summary>
internal static class RetryRules
{
    // Status 410 passes within 70 seconds, whatever is done meanwhile.
    private const int TriesWhileGone = 8;
    private const int TriesUnreachable = 3;
    private static readonly TimeSpan WaitWhileGone = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(60);

    /// <summary>The time to wait for the next try; null if there is to be none.</summary>
    /// <param name="failure">How the last try failed.</param>
    /// <param name="endpoint">What was asked.</param>
    /// <param name="tries">How many tries there have been.</param>
    /// <param name="settings">The client's settings.</param>
    /// <param name="chance">A random number from 0 to 1, so that clients that failed together do not come back together.</param>
    public static TimeSpan? Wait(ImdsException failure, EndpointRules endpoint, int tries, Settings settings, double chance)
    {
        if (settings.MaxTries == 1)
        {
            return null;
        }

        if (failure.StatusCode == HttpStatusCode.Gone)
        {
            return tries < TriesWhileGone ? WaitWhileGone : null;
        }

        var most = failure.Reason switch
        {
            ImdsFailure.Unreachable => Math.Min(TriesUnreachable, settings.MaxTries), // off Azure it never gets better
            ImdsFailure.Interrupted or ImdsFailure.TimedOut or ImdsFailure.Throttled or ImdsFailure.ServiceFault => settings.MaxTries,
            ImdsFailure.Refused when failure.StatusCode == HttpStatusCode.NotFound && endpoint.IsIdentity => settings.MaxTries,
            _ => 0,
        };

        return tries >= most ? null : failure.RetryAfter is { Ticks: > 0 } asked ? asked : BackOff(endpoint, tries, settings, chance);
    }

    // Twice as long each time, and up to a quarter more.
    private static TimeSpan BackOff(EndpointRules endpoint, int tries, Settings settings, double chance)
    {
        var first = settings.RetryDelay.TotalSeconds * (endpoint.IsIdentity ? 2 : 1); // what the service's documents advise for tokens
        var seconds = first * Math.Pow(2, Math.Min(tries - 1, 30)) * (1 + (chance / 4));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestBackOff.TotalSeconds));
    }
}
