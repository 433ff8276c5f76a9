using System.Globalization;

namespace ZenML.Cli.Commands.Backup;

/// <summary>Shows the progress of long work as one line on a terminal, after a second.</summary>
/// <param name="environment">The process. Nothing is shown if its output is no terminal.</param>
/// <param name="what">What is done.</param>
/// <param name="total">The number of bytes in all.</param>
internal sealed class ProgressLine(CliEnvironment environment, string what, long total) : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly long start = TimeProvider.System.GetTimestamp();

    private int shown = -1;

    /// <summary>Shows how many bytes are done.</summary>
    public void Report(long done)
    {
        var percent = total == 0 ? 100 : (int)(done * 100 / total);
        if (environment.OutputWidth is null || percent == shown || TimeProvider.System.GetElapsedTime(start) < Silence)
        {
            return;
        }

        shown = percent;
        environment.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what}: {percent} %"));
        environment.Error.Flush();
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        if (shown >= 0)
        {
            environment.Error.Write($"\r{new string(' ', what.Length + ": 100 %".Length)}\r");
            environment.Error.Flush();
        }
    }
}
