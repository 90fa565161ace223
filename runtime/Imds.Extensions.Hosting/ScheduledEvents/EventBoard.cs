namespace Imds.Hosting;

/// <summary>What the watch saw last, for health checks.</summary>
internal sealed class EventBoard
{
    private volatile EventView _view = new(WatchState.Starting, [], "");

    public EventView View
    {
        get => _view;
        set => _view = value;
    }
}

/// <param name="State">How far the watch has come.</param>
/// <param name="Events">The events of this machine.</param>
/// <param name="Problem">Why the list cannot be read.</param>
internal sealed record EventView(WatchState State, IReadOnlyList<ImdsScheduledEvent> Events, string Problem);

internal enum WatchState
{
    Starting,
    NotOnAzure,
    Watching,
    Failing,
}
