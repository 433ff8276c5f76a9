namespace ZenML.Core.Errors;

/// <summary>
/// The exception that this library throws for expected failures. Its message never contains a secret value.
/// </summary>
/// <param name="code">Why the operation failed.</param>
/// <param name="message">The message, in one or more sentences.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class ZenException(ErrorCode code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Creates an exception whose message contains untrusted text, such as a name.</summary>
    /// <param name="code">Why the operation failed.</param>
    /// <param name="message">The message, in one or more sentences.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public ZenException(ErrorCode code, MessageText message, Exception? innerException = null)
        : this(code, message.ToString(), innerException)
    {
    }

    /// <summary>Why the operation failed.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>How long to wait before a retry, if that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
