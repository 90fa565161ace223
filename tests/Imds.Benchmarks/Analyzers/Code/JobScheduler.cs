using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace Contoso.Area000.Jobs;

public enum Priority { Low, Normal, High }

public interface IJob
{
    string Name { get; }

    Priority Priority { get; }

    Task<int> RunAsync(IProgress<double> progress, CancellationToken cancellation);
}

public sealed record JobResult(Guid Id, string Name, int Code, TimeSpan Elapsed, string? Error)
{
    public bool IsSuccess => Code == 0 && Error is null;
}

public sealed class JobOptions
{
    public int Workers { get; set; } = Environment.ProcessorCount;

    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    public int Retries { get; set; } = 2;

    public void Validate()
    {
        if (Workers is < 1 or > 256) throw new ArgumentOutOfRangeException(nameof(Workers), Workers,
            "Between 1 and 256 workers are possible.");
        if (Timeout <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
    }
}

public sealed class JobScheduler : IAsyncDisposable
{
    private readonly JobOptions _options;
    private readonly Channel<(Guid Id, IJob Job)>[] _queues;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<JobResult>> _pending = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly Task[] _workers;
    private long _finished;
    private int _isClosed;

    public JobScheduler(JobOptions? options = null)
    {
        _options = options ?? new JobOptions();
        _options.Validate();
        _queues = Enum.GetValues<Priority>().Select(_ => Channel.CreateUnbounded<(Guid, IJob)>()).ToArray();
        _workers = Enumerable.Range(0, _options.Workers).Select(number => Task.Run(() => WorkAsync(number))).ToArray();
    }

    public event Action<JobResult>? Finished;

    public long FinishedCount => Interlocked.Read(ref _finished);

    public int PendingCount => _pending.Count;

    public Task<JobResult> Enqueue(IJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (Volatile.Read(ref _isClosed) != 0) throw new ObjectDisposedException(nameof(JobScheduler));
        var id = Guid.NewGuid();
        var completion = new TaskCompletionSource<JobResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = completion;
        if (!_queues[(int)job.Priority].Writer.TryWrite((id, job)))
        {
            _pending.TryRemove(id, out _);
            throw new InvalidOperationException($"Job '{job.Name}' was not accepted.");
        }

        _available.Release();
        return completion.Task;
    }

    public async Task<IReadOnlyList<JobResult>> RunAllAsync(IEnumerable<IJob> jobs)
    {
        var tasks = new List<Task<JobResult>>();
        foreach (var job in jobs.OrderByDescending(job => job.Priority)) tasks.Add(Enqueue(job));
        var results = await Task.WhenAll(tasks);
        var failed = results.Count(result => !result.IsSuccess);
        if (failed > 0) Trace.TraceWarning("{0} of {1} jobs failed", failed, results.Length);
        return results;
    }

    public IReadOnlyDictionary<string, int> Counts() => _counts.ToDictionary(pair => pair.Key, pair => pair.Value);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0) return;
        foreach (var queue in _queues) queue.Writer.TryComplete();
        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(_workers);
        }
        catch (OperationCanceledException)
        {
            // They were asked to.
        }

        foreach (var (id, completion) in _pending)
        {
            if (_pending.TryRemove(id, out _)) completion.TrySetCanceled();
        }

        _stop.Dispose();
        _available.Dispose();
    }

    private async Task WorkAsync(int number)
    {
        while (!_stop.IsCancellationRequested)
        {
            await _available.WaitAsync(_stop.Token);
            if (!TryTake(out var id, out var job)) continue;
            var result = await RunOneAsync(id, job, number);
            Interlocked.Increment(ref _finished);
            _counts.AddOrUpdate(job.Name, 1, static (_, count) => count + 1);
            if (_pending.TryRemove(id, out var completion)) completion.TrySetResult(result);
            Finished?.Invoke(result);
        }
    }

    private bool TryTake(out Guid id, out IJob job)
    {
        for (var i = _queues.Length - 1; i >= 0; i--)
        {
            if (_queues[i].Reader.TryRead(out var item))
            {
                (id, job) = item;
                return true;
            }
        }

        (id, job) = (Guid.Empty, null!);
        return false;
    }

    private async Task<JobResult> RunOneAsync(Guid id, IJob job, int worker)
    {
        var clock = Stopwatch.StartNew();
        Exception? last = null;
        for (var attempt = 0; attempt <= _options.Retries; attempt++)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            timeout.CancelAfter(_options.Timeout);
            try
            {
                var reported = -1.0;
                var progress = new Progress<double>(part =>
                {
                    if (part - reported < 0.1 && part < 1) return;
                    reported = part;
                    Trace.WriteLine($"[{worker}] {job.Name}: {part:P0}");
                });
                var code = await job.RunAsync(progress, timeout.Token).ConfigureAwait(false);
                return new JobResult(id, job.Name, code, clock.Elapsed, null);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !_stop.IsCancellationRequested)
            {
                return new JobResult(id, job.Name, -1, clock.Elapsed, $"It took longer than {_options.Timeout.TotalSeconds} s.");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                last = e;
                Trace.TraceError("{0} failed at attempt {1}: {2}", job.Name, attempt + 1, e.Message);
            }
        }

        return new JobResult(id, job.Name, -2, clock.Elapsed, last?.Message ?? "unknown");
    }
}

public sealed class Throttle
{
    private readonly object _lock = new();
    private readonly Queue<long> _times = new();
    private readonly int _limit;
    private readonly TimeSpan _window;

    public Throttle(int limit, TimeSpan window) => (_limit, _window) = (limit, window);

    public bool TryEnter(long now)
    {
        lock (_lock)
        {
            while (_times.Count > 0 && now - _times.Peek() > _window.Ticks) _times.Dequeue();
            if (_times.Count >= _limit) return false;
            _times.Enqueue(now);
            return true;
        }
    }

    public async Task EnterAsync(CancellationToken cancellation)
    {
        while (!TryEnter(DateTime.UtcNow.Ticks))
        {
            await Task.Delay(_window / _limit, cancellation);
        }
    }
}
