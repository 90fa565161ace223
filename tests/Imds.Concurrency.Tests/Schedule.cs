using System.Globalization;
using Imds.Runtime.Tests;

namespace Imds.Concurrency.Tests;

/// <summary>
/// Runs what is ready to go on, one piece at a time on one thread, in an order that a seed chooses. A timer may come due before any piece.
/// </summary>
internal sealed class Schedule
{
    [ThreadStatic]
    private static Schedule? _current;

    private readonly Random _random;
    private readonly List<Action> _ready = [];
    private readonly List<Func<bool>> _awaited = [];

    private Schedule(int seed) => _random = new Random(seed);

    /// <summary>The one that this thread runs: a wait that ends on another has got away from it.</summary>
    public static Schedule Current => _current ?? throw new InvalidOperationException("A wait ended outside of the schedule.");

    public TestClock Clock { get; } = new();

    /// <summary>Time-outs of calls are longer, and never pass: where only these are left to happen, somebody waits for ever.</summary>
    private TimeSpan End { get; init; } = TimeSpan.FromHours(1);

    private int MostPieces { get; init; } = 100_000;

    /// <summary>Tries one long schedule.</summary>
    public static void TryLong(Func<Schedule, Action> begin) =>
        new Schedule(1) { End = TimeSpan.FromHours(12), MostPieces = 10_000_000 }.Run(begin);

    /// <summary>Tries as many schedules as IMDS_SCHEDULES says, 1,000 unless set, or the one that IMDS_SCHEDULE names.</summary>
    /// <param name="begin">Posts what is to happen; what it returns checks the end.</param>
    public static void TryAll(Func<Schedule, Action> begin)
    {
        var one = Number("IMDS_SCHEDULE");
        var (first, last) = one is { } seed ? (seed, seed) : (1, Number("IMDS_SCHEDULES") ?? 1000);
        for (var i = first; i <= last; i++)
        {
            try
            {
                new Schedule(i).Run(begin);
            }
            catch (Exception e)
            {
                Assert.Fail(FormattableString.Invariant($"Schedule {i} (IMDS_SCHEDULE={i} repeats it): {e}"));
            }
        }
    }

    /// <summary>What must come to be: when all of it has, and nothing is ready to go on, the schedule is over.</summary>
    public void Await(Func<bool> isDone) => _awaited.Add(isDone);

    /// <summary>A piece that is ready to go on.</summary>
    public void Post(Action piece) => _ready.Add(piece);

    /// <summary>A piece that is ready after others have gone on, as many as it happens to be.</summary>
    public void Sometime(Action piece) => Post(Chance(4) ? piece : () => Sometime(piece));

    /// <summary>True once in so many times.</summary>
    public bool Chance(int once) => _random.Next(once) == 0;

    /// <summary>Ends after some time that nobody knows, such as that of a service's answer.</summary>
    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource<bool>();
        Sometime(() => over.TrySetResult(true));
        using var registration = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
        await over.Task.ConfigureAwait(false);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private void Run(Func<Schedule, Action> begin)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // with one, .NET would hand what goes on to the thread pool
        _current = this;
        try
        {
            var check = begin(this);
            for (var pieces = 0; GoOn(); pieces++)
            {
                Assert.True(pieces < MostPieces, "It comes to no end.");
            }

            check();
            Assert.True(Clock.TimersSet == 0, $"{Clock.TimersSet} timers are still set.");
        }
        finally
        {
            _current = null;
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private bool GoOn()
    {
        if (_ready.Count == 0 && _awaited.TrueForAll(isDone => isDone()))
        {
            return false;
        }

        if ((_ready.Count == 0 || Chance(8)) && Clock.AdvanceToNext(End))
        {
            return true;
        }

        if (_ready.Count == 0)
        {
            return false;
        }

        var place = _random.Next(_ready.Count);
        var piece = _ready[place];
        _ready.RemoveAt(place);
        piece();
        return true;
    }
}
