using ZenML.Core.Devices;
using ZenML.Core.Users;

namespace ZenML.Core.Credentials;

/// <summary>Where credentials are kept.</summary>
public interface ICredentialRepository
{
    /// <summary>The credentials of an account; empty ones if it never had any.</summary>
    Task<AccountCredentials> FindAsync(Id<User> user, CancellationToken cancellationToken);

    /// <summary>Writes the credentials of an account.</summary>
    Task SaveAsync(AccountCredentials credentials, CancellationToken cancellationToken);

    /// <summary>All that decides whether a token is still good, in one query.</summary>
    /// <param name="user">The account of the token.</param>
    /// <param name="key">The API key that it came from.</param>
    /// <param name="device">The device that it came from.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What is known, or null if there is no such account.</returns>
    Task<TokenStanding?> FindStandingAsync(Id<User> user, Id<ApiKey>? key, Id<Device>? device, CancellationToken cancellationToken);

    /// <summary>When the latest failed logins of a subject were, the latest first.</summary>
    Task<IReadOnlyList<DateTimeOffset>> FindFailuresAsync(string subject, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Records a failed login, and forgets those of all subjects from before <paramref name="forgetBefore"/>.</summary>
    Task AddFailureAsync(string subject, DateTimeOffset time, DateTimeOffset forgetBefore, CancellationToken cancellationToken);

    /// <summary>Forgets the failed logins of a subject.</summary>
    Task ClearFailuresAsync(string subject, CancellationToken cancellationToken);

    /// <summary>The names of the active people who have neither a password nor a token to set one, in order: where it is allowed, an empty password lets them in.</summary>
    Task<IReadOnlyList<string>> FindNamesWithoutPasswordAsync(CancellationToken cancellationToken);

    /// <summary>Whether any active administrator has a password.</summary>
    Task<bool> AnyAdminHasPasswordAsync(CancellationToken cancellationToken);
}
