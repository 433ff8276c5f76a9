namespace ZenML.Core.Errors;

/// <summary>The one exception that this library throws on purpose. Its message never contains a secret value.</summary>
/// <param name="code">Why the operation failed.</param>
/// <param name="message">One or more sentences for a person.</param>
/// <param name="innerException">The cause, if another component failed.</param>
public sealed class ZenException(ErrorCode code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Makes one with text in its message that somebody else chose, such as a name.</summary>
    /// <param name="code">Why the operation failed.</param>
    /// <param name="message">One or more sentences for a person.</param>
    /// <param name="innerException">The cause, if another component failed.</param>
    public ZenException(ErrorCode code, MessageText message, Exception? innerException = null)
        : this(code, message.ToString(), innerException)
    {
    }

    /// <summary>Why the operation failed.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>How long to wait before trying again, if that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
