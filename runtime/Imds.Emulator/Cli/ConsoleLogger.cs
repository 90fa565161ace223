using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Imds.Emulator.Cli;

/// <summary>Requests go to the output, one a line behind the time; warnings are told.</summary>
internal sealed class ConsoleLogger(TextWriter output, Action<string> warn) : ILogger
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        if (logLevel >= LogLevel.Warning)
        {
            warn(message);
        }
        else
        {
            _output.WriteLine($"{DateTime.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {message}");
        }
    }
}
