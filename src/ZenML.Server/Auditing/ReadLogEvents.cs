using ZenML.Core.Auditing;
using ZenML.Core.Errors;

namespace ZenML.Server.Auditing;

/// <summary>Logs failures to write read records, and recoveries.</summary>
internal sealed partial class ReadLogEvents(ILogger<ReadAuditWriter> log) : IReadLogObserver
{
    public void OnFailed(Exception cause, TimeSpan next)
    {
        // Messages of our own exceptions name files and databases, never values. Other messages are not logged.
        var (message, inner) = cause is ZenException ? (cause.Message, cause.InnerException?.GetType().Name) : ("", cause.GetType().Name);
        LogFailed(message, inner, next);
    }

    public void OnResumed() => LogResumed();

    public void OnLost(int records) => LogLost(records);

    [LoggerMessage(EventId = 1, Level = LogLevel.Error,
        Message = "Read records cannot be written. Reads are rejected until they can: {Reason} ({Cause}) Next attempt in {Next}")]
    private partial void LogFailed(string reason, string? cause, TimeSpan next);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Read records are being written again")]
    private partial void LogResumed();

    [LoggerMessage(EventId = 3, Level = LogLevel.Critical,
        Message = "{Records} read records could not be written before the server stopped and are lost")]
    private partial void LogLost(int records);
}
