namespace Imds.Runtime;

/// <summary>Lets those who ask for the same thing at the same time share one reply.</summary>
internal sealed class Flights(CancellationToken closing)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <summary>Joins the flight of this key, or starts it. Who cancels leaves alone; the last to leave ends the flight.</summary>
    public async Task<Reply> JoinAsync(string key, Func<CancellationToken, Task<Reply>> start, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight? flight;
        lock (_lock)
        {
            if (_flights.TryGetValue(key, out flight))
            {
                flight.Passengers++;
            }
            else
            {
                _flights.Add(key, flight = new Flight(closing));
            }
        }

        try
        {
            flight.Start(start);
            return await flight.Reply.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private void Leave(string key, Flight flight)
    {
        lock (_lock)
        {
            // Who comes after a reply asks anew: only calls under way are shared.
            var last = --flight.Passengers == 0;
            if ((last || flight.Reply.IsCompleted) && _flights.TryGetValue(key, out var current) && current == flight)
            {
                _flights.Remove(key);
            }

            if (!last)
            {
                return;
            }
        }

        flight.End();
    }

    private sealed class Flight(CancellationToken closing)
    {
        private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(closing);
        private readonly TaskCompletionSource<Reply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _started;

        public int Passengers { get; set; } = 1;

        public Task<Reply> Reply => _reply.Task;

        public void Start(Func<CancellationToken, Task<Reply>> start)
        {
            if (Interlocked.Exchange(ref _started, 1) == 0)
            {
                _ = RunAsync(start);
            }
        }

        public void End()
        {
            // Not disposed before the flight is over, as the flight still looks at it.
            _end.Cancel();
            _reply.Task.ContinueWith(
                static (reply, end) =>
                {
                    _ = reply.Exception; // seen, even where all have left
                    ((CancellationTokenSource)end!).Dispose();
                },
                _end,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        private async Task RunAsync(Func<CancellationToken, Task<Reply>> start)
        {
            try
            {
                _reply.TrySetResult(await start(_end.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                _reply.TrySetCanceled();
            }
            catch (Exception e)
            {
                _reply.TrySetException(e); // handed on to all, not hidden
            }
        }
    }
}
