using ZenML.Core.Auditing;
using ZenML.Core.Errors;

namespace ZenML.Server.Auditing;

/// <summary>Logs how writing the records of reads fares.</summary>
internal sealed partial class ReadLogEvents(ILogger<ReadAuditWriter> log) : IReadLogObserver
{
    public void OnFailed(Exception cause, TimeSpan next)
    {
        // The messages of our own exceptions name files and databases, never values. Others come only inside of them.
        var (message, inner) = cause is ZenException ? (cause.Message, cause.InnerException?.GetType().Name) : ("", cause.GetType().Name);
        LogFailed(message, inner, next);
    }

    public void OnResumed() => LogResumed();

    public void OnLost(int records) => LogLost(records);

    [LoggerMessage(EventId = 1, Level = LogLevel.Error,
        Message = "Records of reads cannot be written; reads are refused until they are: {Reason} ({Cause}) Next attempt in {Next}")]
    private partial void LogFailed(string reason, string? cause, TimeSpan next);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The records of reads are written again")]
    private partial void LogResumed();

    [LoggerMessage(EventId = 3, Level = LogLevel.Critical,
        Message = "{Records} records of reads could not be written before the server stopped, and are lost")]
    private partial void LogLost(int records);
}
