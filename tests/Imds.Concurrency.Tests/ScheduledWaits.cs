using Imds.Concurrency.Tests;

// The runtime's own names come before those of .NET, so its sources wait for these here. What they are for is the order in which waiters go
// on: .NET leaves it to the thread pool, which nobody can repeat.
namespace Imds
{
    /// <summary>As that of .NET, but those who wait for it go on one by one, when the schedule says so.</summary>
    internal sealed class TaskCompletionSource<T>(TaskCreationOptions options = TaskCreationOptions.None)
    {
        private readonly List<System.Threading.Tasks.TaskCompletionSource<T>> _waiting = [];
        private Task<T>? _result;

        /// <summary>A task of its own for each who waits.</summary>
        public Task<T> Task
        {
            get
            {
                if (_result is { } result)
                {
                    return result;
                }

                var waiting = new System.Threading.Tasks.TaskCompletionSource<T>();
                _waiting.Add(waiting);
                return waiting.Task;
            }
        }

        public void SetResult(T result) => Set(System.Threading.Tasks.Task.FromResult(result));

        public void SetCanceled() => Set(System.Threading.Tasks.Task.FromCanceled<T>(new CancellationToken(canceled: true)));

        public void SetException(Exception exception) => Set(System.Threading.Tasks.Task.FromException<T>(exception));

        public bool TrySetResult(T result) => TrySet(System.Threading.Tasks.Task.FromResult(result));

        public bool TrySetCanceled(CancellationToken token) => TrySet(System.Threading.Tasks.Task.FromCanceled<T>(token));

        public bool TrySet(Task<T> result)
        {
            if (_result is not null)
            {
                return false;
            }

            _result = result;
            foreach (var waiting in _waiting)
            {
                if (options.HasFlag(TaskCreationOptions.RunContinuationsAsynchronously))
                {
                    Schedule.Current.Post(() => waiting.SetFromTask(result));
                }
                else
                {
                    waiting.SetFromTask(result);
                }
            }

            return true;
        }

        private void Set(Task<T> result)
        {
            if (!TrySet(result))
            {
                throw new InvalidOperationException("There is a result already.");
            }
        }
    }

    internal static class ClockExtensions
    {
        /// <summary>Waits on a given clock, and goes on when the schedule says so.</summary>
        public static async Task WaitAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var over = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var timer = time.CreateTimer(_ => over.TrySetResult(true), null, delay, System.Threading.Timeout.InfiniteTimeSpan);
            using var registration = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
            await over.Task.ConfigureAwait(false);
        }
    }

    /// <summary>As that of .NET, as far as it is used.</summary>
    internal sealed class SemaphoreSlim(int count)
    {
        private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
        private int _count = count;

        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_count > 0)
            {
                _count--;
                return;
            }

            var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(turn);
            using var registration = cancellationToken.Register(() =>
            {
                if (_waiting.Remove(turn))
                {
                    turn.TrySetCanceled(cancellationToken);
                }
            });
            await turn.Task.ConfigureAwait(false);
        }

        public void Release()
        {
            if (_waiting.First is { Value: var turn })
            {
                _waiting.RemoveFirst();
                turn.TrySetResult(true);
            }
            else
            {
                _count++;
            }
        }
    }
}

namespace Imds.Runtime.Http
{
    /// <summary>A time of a type of its own, by which <see cref="EndlessWait"/> is found in place of the wait of .NET.</summary>
    internal readonly struct Endless;

    internal static class Timeout
    {
        public static Endless InfiniteTimeSpan => default;
    }

    internal static class EndlessWait
    {
        /// <summary>Waits for a task until the token is cancelled.</summary>
        public static async Task<T> WaitAsync<T>(this Task<T> task, Endless time, TimeProvider clock, CancellationToken cancellationToken)
        {
            if (task.IsCompleted || !cancellationToken.CanBeCanceled)
            {
                return await task.ConfigureAwait(false);
            }

            var first = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = task.ContinueWith(
                first.TrySet, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            using var registration = cancellationToken.Register(() => first.TrySetCanceled(cancellationToken));
            return await first.Task.ConfigureAwait(false);
        }
    }
}
