using System.Collections.Concurrent;

namespace Imds.Fuzz.Frame;

/// <summary>Checks one input after another on a thread of its own, which is left behind where an input hangs.</summary>
public sealed class WatchedCheck(FuzzTarget target) : IDisposable
{
    private Checker? _checker;

    /// <summary>Why the input failed; null where it did not.</summary>
    public FuzzFailure? Check(byte[] input)
    {
        _checker ??= new Checker(target);
        if (_checker.TryCheck(input, out var failure))
        {
            return failure;
        }

        Dispose();
        return FuzzFailure.Hang(target.Limit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _checker?.Leave();
        _checker = null;
    }

    private sealed class Checker
    {
        private readonly FuzzTarget _target;
        private readonly BlockingCollection<byte[]> _inputs = [];
        private readonly BlockingCollection<FuzzFailure?> _results = [];

        public Checker(FuzzTarget target)
        {
            _target = target;
            new Thread(Run) { IsBackground = true, Name = $"checks {target.Name}" }.Start();
        }

        public bool TryCheck(byte[] input, out FuzzFailure? failure)
        {
            _inputs.Add(input);
            return _results.TryTake(out failure, _target.Limit);
        }

        public void Leave() => _inputs.CompleteAdding();

        private void Run()
        {
            foreach (var input in _inputs.GetConsumingEnumerable())
            {
                _results.Add(Check(input));
            }
        }

        private FuzzFailure? Check(byte[] input)
        {
            try
            {
                _target.Check(input);
                return null;
            }
#pragma warning disable CA1031 // Any exception is what is looked for.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return FuzzFailure.From(exception);
            }
        }
    }
}
