namespace Imds;

internal static class ClockExtensions
{
    /// <summary>Waits on a given clock, which each version of .NET has under another name.</summary>
    public static Task WaitAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
#if NET8_0_OR_GREATER
        Task.Delay(delay, time, cancellationToken);
#else
        time.Delay(delay, cancellationToken);
#endif
}
