using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;

namespace ZenML.Core.Accounts.Users;

/// <summary>What a caller can do to accounts of persons.</summary>
public interface IAccountsService
{
    /// <summary>Creates an account. For administrators.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.NotAllowed"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<UserWithToken> CreateAsync(NewUser user, CancellationToken cancellationToken);

    /// <summary>Changes an account: one's own, or as an administrator. A changed password or <c>IsActive = false</c> ends all its sessions.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.NotAllowed"/>, <see cref="ErrorCode.InvalidArgument"/>,
    /// <see cref="ErrorCode.TooManyAttempts"/> (old password wrong too often).
    /// </exception>
    Task<User> UpdateAsync(string nameOrId, UserUpdate update, CancellationToken cancellationToken);

    /// <summary>Deactivates an account, ends all its sessions and gives a token to activate it anew. For administrators.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task<UserWithToken> DeactivateAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>
    /// The resets of the caller's own password by administrators within the last <see
    /// cref="PasswordReset.NoticePeriod"/>, the latest first.
    /// </summary>
    Task<IReadOnlyList<PasswordReset>> FindOwnPasswordResetsAsync(CancellationToken cancellationToken);

    /// <summary>Deletes an account that owns nothing. For administrators.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task DeleteAsync(string nameOrId, CancellationToken cancellationToken);
}
