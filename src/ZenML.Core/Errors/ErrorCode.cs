namespace ZenML.Core.Errors;

/// <summary>Why an operation failed. Branch on it, not on the message.</summary>
public enum ErrorCode
{
    /// <summary>The input is invalid. Nothing was changed.</summary>
    InvalidArgument,

    /// <summary>No resource with this id or name is visible to the caller.</summary>
    NotFound,

    /// <summary>The name is already in use in this scope.</summary>
    AlreadyExists,

    /// <summary>A name or id prefix matches several resources; the message lists them.</summary>
    Ambiguous,

    /// <summary>The operation is not allowed on this resource or for this caller.</summary>
    NotAllowed,

    /// <summary>The credentials are missing, wrong, expired or revoked.</summary>
    NotAuthenticated,

    /// <summary>Too many logins failed. Retry after <see cref="ZenException.RetryAfter"/>.</summary>
    TooManyAttempts,

    /// <summary>The resource has changed since the given version.</summary>
    VersionMismatch,

    /// <summary>Secret references cannot be resolved: a secret or a key is missing.</summary>
    MissingSecrets,

    /// <summary>A name, a value or a whole secret exceeds a documented limit.</summary>
    TooLarge,

    /// <summary>The store was created with another encryption key. No value was read or written.</summary>
    WrongEncryptionKey,

    /// <summary>The store's files are damaged. They were not changed.</summary>
    StoreDamaged,

    /// <summary>The store cannot be reached, or was locked for too long. A retry can help.</summary>
    StoreUnavailable,

    /// <summary>The user cancelled the operation, or input is required and there is no terminal.</summary>
    Aborted,

    /// <summary>A pipeline step threw an exception.</summary>
    StepFailed,

    /// <summary>The secret exists, but the secrets store no longer has its values.</summary>
    ValuesMissing,

    /// <summary>
    /// It is unknown whether the change was made: the connection was lost during the commit. Check before you retry.
    /// </summary>
    OutcomeUnknown,

    /// <summary>
    /// The server is overloaded. Nothing was changed; retry after <see cref="ZenException.RetryAfter"/>.
    /// </summary>
    ServerBusy,

    /// <summary>Another version of the model has the stage, and the change does not force it to give the stage up.</summary>
    StageTaken,
}
