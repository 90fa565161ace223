namespace Imds.Concurrency.Tests;

/// <summary>Someone who makes one call at some time, and perhaps cancels it at another.</summary>
internal sealed class Caller
{
    private readonly CancellationTokenSource _source = new();
    private Task<string>? _call;

    public Caller(Schedule schedule, Func<CancellationToken, Task<string>> call, bool mayCancel)
    {
        schedule.Await(() => _call is { IsCompleted: true });
        schedule.Sometime(() => _call = call(_source.Token));
        if (mayCancel)
        {
            schedule.Sometime(_source.Cancel);
        }
    }

    /// <summary>The answer; null for one who has cancelled in time.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public string? Answer
    {
        get
        {
            Assert.True(_call is { IsCompleted: true }, "A caller has no answer.");
            if (_call.IsCanceled)
            {
                Assert.True(_source.IsCancellationRequested, "A call is cancelled that its caller has not cancelled.");
                return null;
            }

            return _call.GetAwaiter().GetResult();
        }
    }
}
