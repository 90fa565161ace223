using System.Collections.Concurrent;
using System.Diagnostics;

namespace Imds.Fuzz.Frame;

/// <summary>A run of a target: input after input, on all processors, until there were enough.</summary>
/// <param name="target">What is run.</param>
/// <param name="first">The seed of the first input; the next has the next number.</param>
public sealed class FuzzRun(FuzzTarget target, long first)
{
    private readonly ConcurrentDictionary<string, FuzzFinding> _findings = new(StringComparer.Ordinal);
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _given;
    private long _checked;

    /// <summary>The input of a seed.</summary>
    public static byte[] Input(FuzzTarget target, long seed) =>
        // Neighbouring seeds give neighbouring numbers to begin with, unless they are spread.
        target.Make(new Random((int)((ulong)seed * 0x9E3779B97F4A7C15 >> 32)));

    /// <param name="count">After how many inputs the run ends.</param>
    /// <param name="time">After what time it ends.</param>
    /// <param name="progress">Hears every minute what it has come to so far.</param>
    public FuzzReport Run(long count, TimeSpan time, Action<FuzzReport>? progress = null)
    {
        using var journal = new SeedJournal(target);
        var workers = Enumerable.Range(0, target.RunsInParallel ? Environment.ProcessorCount : 1)
            .Select(worker => new Thread(() => Work(worker, journal, count, time)) { Name = $"{target.Name} {worker}" }).ToList();
        workers.ForEach(worker => worker.Start());
        foreach (var worker in workers)
        {
            while (!worker.Join(TimeSpan.FromMinutes(1)))
            {
                progress?.Invoke(Report());
            }
        }

        return Report();
    }

    private FuzzReport Report() => new(target, first, Interlocked.Read(ref _checked), Stopwatch.GetElapsedTime(_start),
        [.. _findings.Values.OrderBy(finding => finding.Failure.Kind, StringComparer.Ordinal)]);

    private void Work(int worker, SeedJournal journal, long count, TimeSpan time)
    {
        using var check = new WatchedCheck(target);
        while (Stopwatch.GetElapsedTime(_start) < time && Interlocked.Increment(ref _given) is var number && number <= count)
        {
            var seed = first + number - 1;
            journal.Begin(worker, seed);
            if (check.Check(Input(target, seed)) is { } failure)
            {
                _findings.AddOrUpdate(failure.Kind, _ => new FuzzFinding(failure, seed, 1),
                    (_, known) => (known.Seed < seed ? known : new FuzzFinding(failure, seed, 0)) with { Count = known.Count + 1 });
            }

            Interlocked.Increment(ref _checked);
        }
    }
}

/// <summary>Failures of one kind.</summary>
/// <param name="Failure">The first of them.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Count">How many there were.</param>
public sealed record FuzzFinding(FuzzFailure Failure, long Seed, long Count);

/// <summary>What a run came to.</summary>
public sealed record FuzzReport(FuzzTarget Target, long First, long Inputs, TimeSpan Time, IReadOnlyList<FuzzFinding> Findings)
{
    /// <summary>The figures, and for each kind of failure how to have it again.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Findings
        .Select(finding => $"  {finding.Count:N0} × {finding.Failure.Kind}: run --target {Target.Name} --seed {finding.Seed} --count 1")
        .Prepend(FormattableString.Invariant(
            $@"{Target.Name}: {Inputs:N0} inputs from seed {First} in {Time:hh\:mm\:ss} ({Inputs / Time.TotalSeconds:N0} a second), ")
            + $"{Findings.Sum(finding => finding.Count):N0} failed"));
}
