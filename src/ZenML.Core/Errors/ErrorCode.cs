namespace ZenML.Core.Errors;

/// <summary>The closed list of reasons for which an operation fails. Callers branch on it, never on message text.</summary>
public enum ErrorCode
{
    /// <summary>What was asked for is malformed or breaks a rule; nothing was changed.</summary>
    InvalidArgument,

    /// <summary>Nothing of that id or name is visible to the caller.</summary>
    NotFound,

    /// <summary>A name is taken in the scope that it is wanted for.</summary>
    AlreadyExists,

    /// <summary>A name or id prefix fits more than one thing; the message lists them.</summary>
    Ambiguous,

    /// <summary>The thing exists, but this operation is not permitted on it or to this caller.</summary>
    NotAllowed,

    /// <summary>Nobody knows who is calling: the credentials are missing, wrong, expired or revoked.</summary>
    NotAuthenticated,

    /// <summary>Too many logins failed; <see cref="ZenException.RetryAfter"/> says when to try again.</summary>
    TooManyAttempts,

    /// <summary>The thing changed since the version that the caller named.</summary>
    VersionMismatch,

    /// <summary>References do not resolve: a secret or a key is missing.</summary>
    MissingSecrets,

    /// <summary>A name, a value or a whole secret exceeds a documented limit.</summary>
    TooLarge,

    /// <summary>The store was begun with another encryption key than the one at hand. No value was read or written.</summary>
    WrongEncryptionKey,

    /// <summary>The store's files cannot be read as what they should be. They were left untouched.</summary>
    StoreDamaged,

    /// <summary>The store cannot be reached, or stayed locked by others for too long. Trying again may help.</summary>
    StoreUnavailable,

    /// <summary>The person at the terminal, or the lack of one, ended the operation.</summary>
    Aborted,

    /// <summary>A pipeline step threw.</summary>
    StepFailed,

    /// <summary>The secret is there, but the secrets store has no values for it any more.</summary>
    ValuesMissing,

    /// <summary>
    /// Whether the change was made is not known: what could have said so was lost while the change was being made
    /// durable. Look before trying again.
    /// </summary>
    OutcomeUnknown,

    /// <summary>
    /// The server has more work than it can take. Nothing was done; <see cref="ZenException.RetryAfter"/> says when to
    /// try again.
    /// </summary>
    ServerBusy,
}
