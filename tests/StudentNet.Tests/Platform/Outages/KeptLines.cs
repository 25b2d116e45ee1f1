using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StudentNet.Tests.Platform.Outages;

/// <summary>Keeps what the operator would read: lines from the level of a warning on, with whether a stack trace followed.</summary>
internal sealed class KeptLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Text, bool HasStack)> _lines = [];

    public IReadOnlyList<(string Text, bool HasStack)> All => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Line(categoryName, _lines);

    public void Dispose() { }

    private sealed class Line(string category, ConcurrentQueue<(string, bool)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue(($"{category}: {formatter(state, exception)}", exception is not null));
            }
        }
    }
}
