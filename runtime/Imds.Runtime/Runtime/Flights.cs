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
        bool leads;
        lock (_lock)
        {
            leads = !_flights.TryGetValue(key, out flight);
            if (leads)
            {
                _flights.Add(key, flight = new Flight(closing));
            }

            flight!.Passengers++;
        }

        try
        {
            var reply = leads ? flight.Start(start) : flight.Reply;
            return await reply.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
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

        // Whoever joined goes on by itself: one that blocks must not hold up the others.
        private readonly TaskCompletionSource<Reply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Task<Reply> _flight = null!; // started by the first passenger, before any leaves

        public int Passengers { get; set; }

        /// <summary>The reply, for those who joined.</summary>
        public Task<Reply> Reply => _reply.Task;

        /// <summary>Starts the flight, and gives the reply to the one who did: mostly the only one, who goes on at once.</summary>
        public Task<Reply> Start(Func<CancellationToken, Task<Reply>> start) => _flight = RunAsync(start);

        public void End()
        {
            // Not disposed before the flight is over, as the flight still looks at it.
            _end.Cancel();
            _flight.ContinueWith(
                static (flight, state) =>
                {
                    var ended = (Flight)state!;
                    _ = flight.Exception; // seen, even where all have left
                    _ = ended._reply.Task.Exception;
                    ended._end.Dispose();
                },
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        private async Task<Reply> RunAsync(Func<CancellationToken, Task<Reply>> start)
        {
            try
            {
                var reply = await start(_end.Token).ConfigureAwait(false);
                _reply.SetResult(reply);
                return reply;
            }
            catch (OperationCanceledException)
            {
                _reply.SetCanceled();
                throw;
            }
            catch (Exception e)
            {
                _reply.SetException(e); // handed on to all, not hidden
                throw;
            }
        }
    }
}
