namespace Imds.Runtime.Http;

/// <summary>Lets those who ask for the same thing at the same time share one reply.</summary>
internal sealed class RequestCoalescing(CancellationToken closing)
{
    private readonly object _lock = new();

    // A list, since there is mostly one, and to hash its URL would take longer than to compare it.
    private readonly List<SharedRequest> _shared = [];

    /// <summary>
    /// Joins the request of this key, or starts it. A caller who cancels leaves alone; the last to leave ends the request.
    /// </summary>
    public async Task<Reply> JoinAsync(string key, Func<CancellationToken, Task<Reply>> start, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SharedRequest? request;
        bool leads;
        lock (_lock)
        {
            request = Find(key);
            leads = request is null;
            if (request is null)
            {
                _shared.Add(request = new SharedRequest(key, closing));
            }

            request.Waiters++;
        }

        try
        {
            var reply = leads ? request.Start(start) : request.Reply;
            return await reply.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(request);
        }
    }

    private SharedRequest? Find(string key)
    {
        foreach (var request in _shared)
        {
            // Who comes after a reply asks anew: only calls under way are shared.
            if (request.Key == key && !request.Reply.IsCompleted)
            {
                return request;
            }
        }

        return null;
    }

    private void Leave(SharedRequest request)
    {
        lock (_lock)
        {
            if (--request.Waiters > 0)
            {
                return;
            }

            _shared.Remove(request);
        }

        request.End();
    }

    private sealed class SharedRequest(string key, CancellationToken closing)
    {
        private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(closing);

        // Whoever joined goes on by itself: one that blocks must not hold up the others.
        private readonly TaskCompletionSource<Reply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Task<Reply> _task = null!; // started by the first waiter, before any leaves

        public string Key => key;

        public int Waiters { get; set; }

        /// <summary>The reply, for those who joined.</summary>
        public Task<Reply> Reply => _reply.Task;

        /// <summary>Starts the request, and gives the reply to the one who did: mostly the only one, who goes on at once.</summary>
        public Task<Reply> Start(Func<CancellationToken, Task<Reply>> start) => _task = RunAsync(start);

        public void End()
        {
            if (_task.IsCompleted)
            {
                CleanUp();
                return;
            }

            // Not disposed before the request is over, as the request still looks at it.
            _end.Cancel();
            _ = _task.ContinueWith(
                static (_, request) => ((SharedRequest)request!).CleanUp(), this,
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        private void CleanUp()
        {
            _ = _task.Exception; // seen, even where all have left
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
