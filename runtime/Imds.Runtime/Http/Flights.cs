namespace Imds.Runtime.Http;

/// <summary>Lets those who ask for the same thing at the same time share one reply.</summary>
internal sealed class Flights(CancellationToken closing)
{
    private readonly object _lock = new();

    // A list, since there is mostly one, and to hash its URL would take longer than to compare it.
    private readonly List<Flight> _flights = [];

    /// <summary>Joins the flight of this key, or starts it. Who cancels leaves alone; the last to leave ends the flight.</summary>
    public async Task<Reply> JoinAsync(string key, Func<CancellationToken, Task<Reply>> start, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight? flight;
        bool leads;
        lock (_lock)
        {
            flight = Find(key);
            leads = flight is null;
            if (flight is null)
            {
                _flights.Add(flight = new Flight(key, closing));
            }

            flight.Passengers++;
        }

        try
        {
            var reply = leads ? flight.Start(start) : flight.Reply;
            return await reply.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(flight);
        }
    }

    private Flight? Find(string key)
    {
        foreach (var flight in _flights)
        {
            if (flight.Key == key)
            {
                return flight;
            }
        }

        return null;
    }

    private void Leave(Flight flight)
    {
        lock (_lock)
        {
            // Who comes after a reply asks anew: only calls under way are shared.
            var last = --flight.Passengers == 0;
            if (last || flight.Reply.IsCompleted)
            {
                _flights.Remove(flight);
            }

            if (!last)
            {
                return;
            }
        }

        flight.End();
    }

    private sealed class Flight(string key, CancellationToken closing)
    {
        private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(closing);

        // Whoever joined goes on by itself: one that blocks must not hold up the others.
        private readonly TaskCompletionSource<Reply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Task<Reply> _flight = null!; // started by the first passenger, before any leaves

        public string Key => key;

        public int Passengers { get; set; }

        /// <summary>The reply, for those who joined.</summary>
        public Task<Reply> Reply => _reply.Task;

        /// <summary>Starts the flight, and gives the reply to the one who did: mostly the only one, who goes on at once.</summary>
        public Task<Reply> Start(Func<CancellationToken, Task<Reply>> start) => _flight = RunAsync(start);

        public void End()
        {
            if (_flight.IsCompleted)
            {
                CleanUp();
                return;
            }

            // Not disposed before the flight is over, as the flight still looks at it.
            _end.Cancel();
            _ = _flight.ContinueWith(
                static (_, flight) => ((Flight)flight!).CleanUp(), this,
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        private void CleanUp()
        {
            _ = _flight.Exception; // seen, even where all have left
            _ = _reply.Task.Exception;
            _end.Dispose();
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
