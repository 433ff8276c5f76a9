namespace ZenML.Core.Errors;

/// <summary>What error codes mean for a program that could try again.</summary>
public static class ErrorCodes
{
    /// <summary>
    /// Whether the cause may pass by itself, so that the same operation can succeed later: the store cannot be reached, or it limits how
    /// often it is asked.
    /// </summary>
    /// <param name="code">The code of the error.</param>
    public static bool IsTransient(this ErrorCode code) =>
        code is ErrorCode.StoreUnavailable or ErrorCode.ServerBusy or ErrorCode.TooManyAttempts;
}
