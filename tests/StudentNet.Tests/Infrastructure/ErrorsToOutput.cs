using Microsoft.Extensions.Logging;

namespace StudentNet.Tests.Infrastructure;

/// <summary>Puts what the application logs as an error beside the test that caused it: a status 500 alone does not say why.</summary>
internal sealed class ErrorsToOutput : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{formatter(state, exception)}\n{exception}");
        }
    }

    public void Dispose() { }
}
