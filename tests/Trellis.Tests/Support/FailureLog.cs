using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Trellis.Tests.Support;

/// <summary>Keeps what a site logs as failed; a page says nothing of it to its reader.</summary>
public sealed class FailureLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> kept = new();

    public IReadOnlyCollection<string> Kept => kept;

    public override string ToString() => string.Join('\n', kept);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) { kept.Enqueue($"{formatter(state, exception)} {exception}"); }
    }

    public void Dispose() { }
}
