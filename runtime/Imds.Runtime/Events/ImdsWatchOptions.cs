namespace Imds;

/// <summary>How the list of scheduled events is watched.</summary>
public sealed class ImdsWatchOptions
{
    /// <summary>The wait between two looks at the list. The default is 1 second, as the service advises.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long transient failures are tolerated, one after the other, before the last is thrown. The default is 5 minutes.
    /// </summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock that the waits go by.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
