using ZenML.Extensions.Hosting;

namespace Microsoft.Extensions.Logging;

/// <summary>Lets a pipeline write its log to the log of the program.</summary>
public static class ZenLoggerExtensions
{
    /// <summary>
    /// Returns a writer that makes each line an entry of the log. As the log of a pipeline, it gets only masked text.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="level">The level of the entries.</param>
    /// <example><code>client.DefinePipeline("train", options: new PipelineOptions { Log = logger.ToTextWriter() })</code></example>
    public static TextWriter ToTextWriter(this ILogger log, LogLevel level = LogLevel.Information)
    {
        ArgumentNullException.ThrowIfNull(log);
        return new LogWriter(log, level);
    }
}
