using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imds.Hosting;

/// <summary>Watches the list of scheduled events for as long as the application runs, whatever becomes of the service meanwhile.</summary>
internal sealed class ScheduledEventsService : BackgroundService
{
    // Off Azure a look at the address now and then costs nothing, and a machine whose service comes up late is seen.
    private static readonly TimeSpan BetweenSearches = TimeSpan.FromMinutes(1);

    // The shortest notice is 30 seconds, of which a service that is back must not lose much.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly OwnClients _clients;
    private readonly ImdsScheduledEventsOptions _options;
    private readonly EventBoard _board;
    private readonly ILogger _logger;
    private readonly EventHandlers _handlers;
    private readonly Dictionary<string, EventCourse> _courses = new(StringComparer.Ordinal);
    private readonly List<Task> _ending = [];
    private string? _machine;

    public ScheduledEventsService(
        OwnClients clients, IEnumerable<IImdsScheduledEventHandler> handlers, IOptions<ImdsScheduledEventsOptions> options,
        EventBoard board, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    {
        (_clients, _options, _board) = (clients, options.Value, board);
        _logger = loggers.CreateLogger(EventLog.Category);
        _handlers = new EventHandlers([.. handlers], clients, lifetime, _logger);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await FindServiceAsync(stoppingToken).ConfigureAwait(false);
            await WatchAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops.
        }
        finally
        {
            await Task.WhenAll(_courses.Values.Select(course => course.DisposeAsync().AsTask()).Concat(_ending)).ConfigureAwait(false);
        }
    }

    private async Task FindServiceAsync(CancellationToken stopping)
    {
        while (!await _clients.Prompt.IsAvailableAsync(stopping).ConfigureAwait(false))
        {
            if (_board.View.State != WatchState.NotOnAzure)
            {
                _logger.NotOnAzure(_clients.Prompt.Endpoint);
                _board.View = new EventView(WatchState.NotOnAzure, [], "");
            }

            var wait = _clients.AbsenceLifetime > BetweenSearches ? _clients.AbsenceLifetime : BetweenSearches;
            await Task.Delay(wait, _clients.Time, stopping).ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                await LookAsync(stopping).ConfigureAwait(false);
                if (failures > 0)
                {
                    _logger.Recovered();
                }

                failures = 0;
            }
            catch (ImdsException e)
            {
                if (failures++ == 0)
                {
                    _logger.Failing(e.Message);
                }

                _board.View = _board.View with { State = WatchState.Failing, Problem = e.Message };
            }

            await Task.Delay(PauseAfter(failures), _clients.Time, stopping).ConfigureAwait(false);
        }
    }

    private TimeSpan PauseAfter(int failures)
    {
        var pause = _options.Interval * Math.Pow(2, Math.Min(failures, 10));
        return failures == 0 || _options.Interval > LongestPause ? _options.Interval : pause < LongestPause ? pause : LongestPause;
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        if (_machine is null)
        {
            _machine = _options.MachineName.Length > 0 ? _options.MachineName : await AskNameAsync(stopping).ConfigureAwait(false);
            _logger.Watching(_machine.Length > 0 ? _machine : "all machines, as the service does not say which of them this is");
        }

        if (await _clients.Prompt.PollScheduledEventsAsync(stopping).ConfigureAwait(false) is { } list)
        {
            Update([.. list.Events.DistinctBy(listed => listed.EventId).Select(ImdsScheduledEvent.From).Where(IsOwn)], stopping);
        }
    }

    private async Task<string> AskNameAsync(CancellationToken stopping)
    {
        try
        {
            return await _clients.Prompt.Instance.Compute.Name.GetAsync(stopping).ConfigureAwait(false);
        }
        catch (ImdsException e) when (e.Reason is ImdsFailure.Refused or ImdsFailure.EmptyReply)
        {
            return ""; // machines of the classic model have no name here
        }
    }

    private bool IsOwn(ImdsScheduledEvent listed) =>
        _machine!.Length == 0 || listed.Resources.Contains(_machine, StringComparer.OrdinalIgnoreCase);

    private void Update(List<ImdsScheduledEvent> listed, CancellationToken stopping)
    {
        _ending.RemoveAll(task => task.IsCompleted);
        foreach (var (id, course) in _courses.Where(known => listed.TrueForAll(now => now.EventId != known.Key)).ToList())
        {
            course.End();
            _courses.Remove(id);
            _ending.Add(course.DisposeAsync().AsTask());
        }

        foreach (var now in listed)
        {
            if (_courses.TryGetValue(now.EventId, out var course))
            {
                course.Update(now);
            }
            else
            {
                _courses.Add(now.EventId, new EventCourse(now, _handlers, _clients.Time, _options.Margin, _logger, stopping));
            }
        }

        _board.View = new EventView(WatchState.Watching, listed, "");
    }
}
