using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Users;

/// <summary>Operations on user accounts.</summary>
public interface IAccountsService
{
    /// <summary>Creates an account. Requires an administrator.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.NotAllowed"/>, <see cref="ErrorCode.InvalidArgument"/>.
    /// </exception>
    Task<UserWithToken> CreateAsync(NewUser user, CancellationToken cancellationToken);

    /// <summary>
    /// Changes the caller's own account, or any account for an administrator. A new password or <c>IsActive = false</c>
    /// revokes all its tokens.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.NotAllowed"/>,
    /// <see cref="ErrorCode.InvalidArgument"/>, <see cref="ErrorCode.TooManyAttempts"/> (the old password was wrong
    /// too often).
    /// </exception>
    Task<User> UpdateAsync(string nameOrId, UserUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Deactivates an account, revokes all its tokens and returns a new activation token. Requires an administrator.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task<UserWithToken> DeactivateAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the resets of the caller's own password by administrators within
    /// <see cref="PasswordReset.NoticePeriod"/>, and earlier ones that hide private secrets, latest first.
    /// </summary>
    Task<IReadOnlyList<PasswordReset>> FindOwnPasswordResetsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Confirms resets of the caller's own password with the password from before them. Until then, or until
    /// <see cref="ReleaseSecretsAsync"/>, the account does not see its private secrets.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: it is another password; <see cref="ErrorCode.InvalidArgument"/>: there is nothing to
    /// confirm; <see cref="ErrorCode.TooManyAttempts"/>.
    /// </exception>
    Task<User> ConfirmResetAsync(SensitiveString oldPassword, CancellationToken cancellationToken);

    /// <summary>Shows another account its private secrets after a reset of its password. Requires an administrator.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>; <see cref="ErrorCode.InvalidArgument"/>: they are
    /// not hidden.
    /// </exception>
    Task<User> ReleaseSecretsAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>Deletes an account, which must not own any resources. Requires an administrator.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task DeleteAsync(string nameOrId, CancellationToken cancellationToken);
}
