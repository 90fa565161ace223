using Microsoft.Extensions.Logging;

namespace Imds.Hosting;

/// <summary>One event from its announcement to its end, and what the handlers are doing about it: one thing after the other.</summary>
internal sealed class EventCourse : IAsyncDisposable
{
    // As long as a timer takes; whoever plans further ahead is told in time all the same.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private readonly EventHandlers _handlers;
    private readonly TimeProvider _time;
    private readonly TimeSpan _margin;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _notice;
    private readonly CancellationTokenRegistration _registration;
    private ImdsScheduledEvent _event;
    private volatile bool _isAhead;
    private Task _work = Task.CompletedTask;

    public EventCourse(ImdsScheduledEvent first, EventHandlers handlers, TimeProvider time, TimeSpan margin, ILogger logger,
        CancellationToken stopping)
    {
        (_event, _handlers, _time, _margin, _logger, _stopping) = (first, handlers, time, margin, logger, stopping);
        _notice = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = stopping.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _notice);
        if (first.HasStarted)
        {
            Start(first);
            return;
        }

        _isAhead = true;
        _logger.Ahead(first);
        LimitNotice();
        Then(() => _handlers.PrepareAsync(first, () => _isAhead, _notice.Token, _stopping));
    }

    /// <summary>The event as it is listed now.</summary>
    public void Update(ImdsScheduledEvent now)
    {
        if (now == _event)
        {
            return;
        }

        var hadStarted = _event.HasStarted;
        _event = now;
        if (now.HasStarted && !hadStarted)
        {
            Start(now);
        }
        else
        {
            _logger.Changed(now);
            LimitNotice();
        }
    }

    /// <summary>The event is no longer listed.</summary>
    public void End()
    {
        EndNotice();
        _logger.Over(_event.EventType, _event.EventId);
        Then(() => _handlers.EndedAsync(_event, _stopping));
    }

    /// <summary>Waits for the handlers; without a fault, as these go no further than the log.</summary>
    public async ValueTask DisposeAsync()
    {
        await _work.ConfigureAwait(false);
        await _registration.DisposeAsync().ConfigureAwait(false);
        _notice.Dispose();
    }

    private void Start(ImdsScheduledEvent started)
    {
        EndNotice();
        _logger.Begun(started);
        Then(() => _handlers.StartedAsync(started, _stopping));
    }

    private void EndNotice()
    {
        _isAhead = false;
        _ = _notice.CancelAsync(); // off the watch, as what a handler hangs on the token runs there
    }

    private void LimitNotice()
    {
        if (_isAhead && _event.NotBefore is { } notBefore)
        {
            var left = notBefore - _margin - _time.GetUtcNow();
            _notice.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left < Longest ? left : Longest);
        }
    }

    private void Then(Func<Task> next)
    {
        _work = AfterAsync(_work);

        async Task AfterAsync(Task before)
        {
            await before.ConfigureAwait(false);
            await next().ConfigureAwait(false);
        }
    }
}
