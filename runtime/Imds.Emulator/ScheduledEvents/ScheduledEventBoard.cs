namespace Imds.Emulator;

/// <summary>
/// The events of the emulated VM. What the list holds is worked out from the clock whenever it is asked for, so a test
/// moves its own <see cref="TimeProvider"/> and waits for nothing.
/// </summary>
public sealed class ScheduledEventBoard
{
    private readonly TimeProvider _time;
    private readonly double _speed;
    private readonly object _gate = new();
    private readonly List<Course> _courses = [];
    private int _past = 1;

    internal ScheduledEventBoard(TimeProvider time, double speed)
    {
        _time = time;
        _speed = speed;
    }

    /// <summary>Puts an event on its way.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">There is an event with this id already.</exception>
    public string Add(EmulatedEvent scheduled)
    {
        ArgumentNullException.ThrowIfNull(scheduled);
        ArgumentException.ThrowIfNullOrWhiteSpace(scheduled.EventId);
        lock (_gate)
        {
            if (_courses.Exists(course => course.Is(scheduled.EventId)))
            {
                throw Senseless.Argument($"There is an event with the id '{scheduled.EventId}' already.", nameof(scheduled));
            }

            _courses.Add(new Course(scheduled, _time.GetUtcNow(), _speed));
        }

        return scheduled.EventId;
    }

    /// <summary>Takes an event that has not started off the list.</summary>
    /// <returns>False if no such event is listed, or it has started.</returns>
    public bool Cancel(string eventId) => Change(eventId, (course, now) => course.Cancel(now));

    /// <summary>Starts an event now, as a POST to the endpoint does.</summary>
    /// <returns>False if no such event is listed; true for one that has started before.</returns>
    public bool Approve(string eventId) => Change(eventId, (course, now) => course.Approve(now));

    /// <summary>Forgets every event; those that are listed vanish.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            _past += _courses.Sum(course => course.ChangesBy(now));
            _past += _courses.Exists(course => course.At(now) is not null) ? 1 : 0;
            _courses.Clear();
        }
    }

    /// <summary>Every event that was ever added, with where it stands.</summary>
    internal IReadOnlyList<EventCourse> Survey()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return [.. _courses.Select(course => course.Survey(now))];
        }
    }

    /// <summary>The list as it is now, and the number that grows with each change of it.</summary>
    internal (int Incarnation, IReadOnlyList<ListedEvent> Events) Read()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return (_past + _courses.Sum(course => course.ChangesBy(now)),
                _courses.Select(course => course.At(now)).OfType<ListedEvent>().ToArray());
        }
    }

    private bool Change(string eventId, Func<Course, DateTimeOffset, bool> change)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return _courses.Find(course => course.Is(eventId)) is { } course && course.At(now) is not null && change(course, now);
        }
    }

    /// <summary>The three or four moments in the life of one event.</summary>
    private sealed class Course
    {
        private readonly EmulatedEvent _event;
        private readonly DateTimeOffset _appears;
        private readonly TimeSpan _lasts;
        private readonly DateTimeOffset _notBefore;
        private DateTimeOffset _starts;
        private DateTimeOffset _cancelled = DateTimeOffset.MaxValue;

        public Course(EmulatedEvent scheduled, DateTimeOffset now, double speed)
        {
            _event = scheduled;
            _appears = now + scheduled.After / speed;
            _lasts = scheduled.Lasts / speed;
            _starts = _notBefore = _appears + scheduled.Notice / speed;
            if (scheduled.CancelledAfter is { } time && _appears + time / speed < _starts)
            {
                _cancelled = _appears + time / speed;
            }
        }

        private bool IsCancelled => _cancelled < _starts;

        public bool Is(string eventId) => string.Equals(_event.EventId, eventId, StringComparison.OrdinalIgnoreCase);

        public bool Cancel(DateTimeOffset now)
        {
            if (now >= _starts)
            {
                return false;
            }

            _cancelled = now;
            return true;
        }

        public bool Approve(DateTimeOffset now)
        {
            if (now < _starts)
            {
                _starts = now;
            }

            return true;
        }

        public int ChangesBy(DateTimeOffset now) =>
            new[] { _appears, IsCancelled ? _cancelled : _starts, IsCancelled ? DateTimeOffset.MaxValue : _starts + _lasts }
                .Count(moment => moment <= now);

        public EventCourse Survey(DateTimeOffset now) =>
            new(_event, Stage(now), _appears, _starts, _starts + _lasts, IsCancelled ? _cancelled : null);

        private string Stage(DateTimeOffset now) =>
            now < _appears ? "Waiting"
            : IsCancelled && now >= _cancelled ? "Cancelled"
            : now < _starts ? "Scheduled"
            : now < _starts + _lasts ? "Started"
            : "Ended";

        public ListedEvent? At(DateTimeOffset now) =>
            now < _appears || (IsCancelled ? now >= _cancelled : now >= _starts + _lasts)
                ? null
                : new ListedEvent(_event, HasStarted: now >= _starts, _notBefore);
    }
}

/// <summary>An event as it is listed at one moment.</summary>
internal sealed record ListedEvent(EmulatedEvent Event, bool HasStarted, DateTimeOffset NotBefore);

/// <summary>An event with the moments of its life as they are planned now.</summary>
internal sealed record EventCourse(
    EmulatedEvent Event, string Stage, DateTimeOffset Appears, DateTimeOffset Starts, DateTimeOffset Ends, DateTimeOffset? Cancelled);
