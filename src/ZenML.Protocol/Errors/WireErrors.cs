using ZenML.Core.Errors;

namespace ZenML.Protocol.Errors;

/// <summary>The two directions between <see cref="ErrorCode"/> and HTTP.</summary>
public static class WireErrors
{
    /// <summary>The header in which this server tells the exact <see cref="ErrorCode"/>; other servers send none.</summary>
    public const string CodeHeader = "X-ZenML-Error";

    /// <summary>What a server answers.</summary>
    public static (int Status, string Class) ToHttp(ErrorCode code) => code switch
    {
        ErrorCode.InvalidArgument or ErrorCode.TooLarge or ErrorCode.Aborted => (400, ErrorClass.Value),
        ErrorCode.NotFound or ErrorCode.MissingSecrets or ErrorCode.ValuesMissing => (404, ErrorClass.Key),
        ErrorCode.AlreadyExists => (409, ErrorClass.EntityExists),
        ErrorCode.Ambiguous => (400, ErrorClass.Value),
        ErrorCode.NotAllowed => (403, ErrorClass.IllegalOperation),
        ErrorCode.NotAuthenticated => (401, ErrorClass.Authorization),
        ErrorCode.TooManyAttempts => (429, ErrorClass.Runtime),
        ErrorCode.VersionMismatch => (412, ErrorClass.Value),
        ErrorCode.StoreUnavailable or ErrorCode.ServerBusy => (503, ErrorClass.Runtime),

        // Not 503: proxies and clients that know nothing of this server take that for leave to send the same again.
        ErrorCode.OutcomeUnknown => (500, ErrorClass.Runtime),
        _ => (500, ErrorClass.Runtime),
    };

    /// <summary>What an answer means.</summary>
    /// <param name="status">The status.</param>
    /// <param name="exactCode">What stands in <see cref="CodeHeader"/>, if anything.</param>
    public static ErrorCode ToCode(int status, string? exactCode) =>
        exactCode is { Length: > 0 }
            && char.IsAsciiLetterUpper(exactCode[0])
            && Enum.TryParse<ErrorCode>(exactCode, out var code)
            && Enum.IsDefined(code)
            ? code
            : status switch
            {
                400 or 422 => ErrorCode.InvalidArgument,
                401 => ErrorCode.NotAuthenticated,
                402 or 403 or 501 => ErrorCode.NotAllowed,
                404 => ErrorCode.NotFound,
                409 => ErrorCode.AlreadyExists,
                412 => ErrorCode.VersionMismatch,
                413 => ErrorCode.TooLarge,
                429 => ErrorCode.TooManyAttempts,
                _ => ErrorCode.StoreUnavailable,
            };
}
