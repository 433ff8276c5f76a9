using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Where credentials are kept.</summary>
public interface ICredentialRepository
{
    /// <summary>The credentials of an account; empty ones if it never had any.</summary>
    Task<AccountCredentials> FindAsync(Id<User> user, CancellationToken cancellationToken);

    /// <summary>Writes the credentials of an account, and forgets from which hosts it logged in with others.</summary>
    Task SaveAsync(AccountCredentials credentials, CancellationToken cancellationToken);

    /// <summary>All that decides whether a token is still good, in one query.</summary>
    /// <param name="claims">The token.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What is known, or null if there is no such account.</returns>
    Task<TokenState?> FindTokenStateAsync(TokenClaims claims, CancellationToken cancellationToken);

    /// <summary>Revokes a session, or one token of it, and deletes the revocations from before <paramref name="forgetBefore"/>.</summary>
    /// <param name="id">The id of the session or of the token.</param>
    /// <param name="time">When it was revoked.</param>
    /// <param name="forgetBefore">No token that was revoked before that time can still be valid.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task RevokeAsync(Guid id, DateTimeOffset time, DateTimeOffset forgetBefore, CancellationToken cancellationToken);

    /// <summary>Adds the record of a reset.</summary>
    Task AddResetAsync(PasswordReset reset, CancellationToken cancellationToken);

    /// <summary>The resets of an account's password since a time, the latest first.</summary>
    Task<IReadOnlyList<PasswordReset>> FindResetsAsync(Id<User> user, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Counts a login after a reset.</summary>
    Task CountLoginAsync(Id<PasswordReset> reset, CancellationToken cancellationToken);

    /// <summary>The names of the active people who have neither a password nor a token to set one, in order: where it is allowed, an empty
    /// password lets them in.</summary>
    Task<IReadOnlyList<string>> FindNamesWithoutPasswordAsync(CancellationToken cancellationToken);

    /// <summary>Whether any active administrator has a password.</summary>
    Task<bool> AnyAdminHasPasswordAsync(CancellationToken cancellationToken);
}
