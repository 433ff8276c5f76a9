using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Stores credentials.</summary>
public interface ICredentialRepository
{
    /// <summary>Returns the credentials of an account; empty ones if it has none.</summary>
    Task<AccountCredentials> FindAsync(Id<User> user, CancellationToken cancellationToken);

    /// <summary>Saves the credentials of an account and deletes its login history.</summary>
    Task SaveAsync(AccountCredentials credentials, CancellationToken cancellationToken);

    /// <summary>Returns everything that determines whether a token is valid, in one query.</summary>
    /// <param name="claims">The claims of the token.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The state, or null if the account does not exist.</returns>
    Task<TokenState?> FindTokenStateAsync(TokenClaims claims, CancellationToken cancellationToken);

    /// <summary>
    /// Revokes a session or one of its tokens, and deletes revocations from before <paramref name="forgetBefore"/>.
    /// </summary>
    /// <param name="id">The id of the session or of the token.</param>
    /// <param name="time">When it was revoked.</param>
    /// <param name="forgetBefore">The time before which no revoked token can still be valid.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task RevokeAsync(Guid id, DateTimeOffset time, DateTimeOffset forgetBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the record of a reset. If the account has private secrets or created restricted ones, it does not see them any more.
    /// </summary>
    /// <param name="reset">The record.</param>
    /// <param name="previousHash">The hash of the last password that the owner chose.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task AddResetAsync(PasswordReset reset, string previousHash, CancellationToken cancellationToken);

    /// <summary>Returns the hash of the password that confirms the resets of an account; null if there is nothing to confirm.</summary>
    Task<string?> FindUnconfirmedHashAsync(Id<User> user, CancellationToken cancellationToken);

    /// <summary>Shows an account its private secrets again.</summary>
    /// <param name="user">The account.</param>
    /// <param name="releasedBy">The administrator who does; null if the owner confirmed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether they were hidden.</returns>
    Task<bool> SettleResetsAsync(Id<User> user, string? releasedBy, CancellationToken cancellationToken);

    /// <summary>Returns the password resets of an account since a time, and those that hide its secrets, latest first.</summary>
    Task<IReadOnlyList<PasswordReset>> FindResetsAsync(Id<User> user, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Counts a login after a reset.</summary>
    Task CountLoginAsync(Id<PasswordReset> reset, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the sorted names of the active users with neither a password nor an activation token. Where it is
    /// allowed, they can log in with an empty password.
    /// </summary>
    Task<IReadOnlyList<string>> FindNamesWithoutPasswordAsync(CancellationToken cancellationToken);

    /// <summary>Whether any active administrator has a password.</summary>
    Task<bool> AnyAdminHasPasswordAsync(CancellationToken cancellationToken);
}
