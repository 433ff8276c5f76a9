using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ZenML.TestKit;

/// <summary>Stores what a program logs.</summary>
/// <param name="prefix">What the categories begin with whose entries are stored.</param>
/// <param name="hasDetails">Whether to store all fields of structured entries and the exceptions too.</param>
public sealed class CapturedLog(string prefix = "", bool hasDetails = true) : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private bool Stores(string category) => category.StartsWith(prefix, StringComparison.Ordinal);

    private void Add(LogLevel level, string category, string text, object? state, Exception? exception)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
        lines.Enqueue(hasDetails ? $"{level} {category}: {text} {values} {exception}" : $"{level} {category}: {text}");
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.Stores(category);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Add(logLevel, category, formatter(state, exception), state, exception);
            }
        }
    }
}
