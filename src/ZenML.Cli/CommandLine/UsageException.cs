using ZenML.Core.Errors;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// Reports a command line whose words do not go together, which is visible before anything is read, asked or sent: the exit code is
/// <see cref="ExitCodes.Usage"/>. What a store, a file or a server rejects is a <see cref="ZenException"/>.
/// </summary>
/// <param name="message">What is wrong. It never contains a value.</param>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Reports text of others in a message.</summary>
    public UsageException(MessageText message)
        : this(message.ToString())
    {
    }
}
