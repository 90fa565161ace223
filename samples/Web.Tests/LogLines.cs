// Why: what an application logs is part of what it does; this keeps the lines with all that they carry.
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Web.Tests;

internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<IReadOnlyDictionary<string, object?>> States { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            States.Enqueue(values.GroupBy(value => value.Key).ToDictionary(value => value.Key, value => value.Last().Value));
        }
    }

    public void Dispose()
    {
    }
}
