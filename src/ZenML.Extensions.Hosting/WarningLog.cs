using Microsoft.Extensions.Logging;

namespace ZenML.Extensions.Hosting;

/// <summary>Writes the warnings of a client to a log. They never contain a value.</summary>
internal sealed partial class WarningLog(ILogger log)
{
    /// <summary>Writes a warning.</summary>
    public void Write(string warning) => Warn(warning);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void Warn(string warning);
}
