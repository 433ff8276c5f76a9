using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Reads what a change has made. The server has confirmed the change, so an error of the read must not look like one of the change.
/// </summary>
internal static class MadeChange
{
    /// <summary>Reads what a change has made.</summary>
    /// <param name="change">What was done, as a sentence without its end: "The step was started".</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.OutcomeUnknown"/>: the change was made, and the read failed.</exception>
    public static async Task<TResult> ReadAsync<TResult>(string change, Func<Task<TResult>> read)
    {
        try
        {
            return await read();
        }
        catch (ZenException exception)
        {
            throw new ZenException(
                ErrorCode.OutcomeUnknown,
                $"{change}, but its record could not be read afterwards: {exception.Message:raw} Look before you try again.",
                exception);
        }
    }
}
