using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>Accounts.</summary>
public sealed class UsersClient
{
    private readonly ClientSession session;

    internal UsersClient(ClientSession session) => this.session = session;

    /// <summary>The account that this client acts for.</summary>
    public async Task<User> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Users.GetCurrentAsync(cancellationToken);

    /// <summary>An account, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or more than one fits.</exception>
    public async Task<User> GetAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return await (await session.OpenAsync(cancellationToken)).Users.FindAsync(nameOrId, mode, cancellationToken);
    }

    /// <summary>One page of the accounts that fit.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public async Task<Page<User>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Users.ListAsync(query ?? new ListQuery(), cancellationToken);

    /// <summary>All accounts that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public IAsyncEnumerable<User> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Creates an account. For administrators of a server.</summary>
    /// <returns>The account; without a password it is not active, and the token beside it activates it: see <see cref="ZenServer.ActivateUserAsync"/>.</returns>
    /// <exception cref="Core.Errors.ZenException">The name is invalid or taken, you are no administrator, or the store is no server.</exception>
    public async Task<UserWithToken> CreateAsync(NewUser user, CancellationToken cancellationToken = default) =>
        await (await session.OpenAccountsAsync(cancellationToken)).Accounts.CreateAsync(user, cancellationToken);

    /// <summary>Changes an account: your own, or as an administrator any. Whether an account is active ends its sessions when it changes.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such account, the new name is taken, you may not do it, or the store is no server.</exception>
    public async Task<User> UpdateAsync(string nameOrId, UserUpdate update, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return await (await session.OpenAccountsAsync(cancellationToken)).Accounts.UpdateAsync(await FindIdAsync(nameOrId, mode, cancellationToken), update, cancellationToken);
    }

    /// <summary>Changes your own password, and logs this client in with the new one. All other sessions of the account end.</summary>
    /// <param name="present">The password so far.</param>
    /// <param name="wanted">The new one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Core.Errors.ZenException">The present password is another, the new one cannot be one, or the store is no server.</exception>
    public async Task<User> ChangePasswordAsync(SensitiveString present, SensitiveString wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(wanted);
        var accounts = (await session.OpenAccountsAsync(cancellationToken)).Accounts;
        var own = (await GetCurrentAsync(cancellationToken)).Id.ToString();
        return await accounts.UpdateAsync(own, new UserUpdate { OldPassword = present, Password = wanted }, cancellationToken);
    }

    /// <summary>
    /// Who reset your password within the last 90 days, the latest first: an administrator who did could have used
    /// your account.
    /// </summary>
    /// <returns>The resets; none on a server of ZenML, which does not record them.</returns>
    /// <exception cref="Core.Errors.ZenException">The store is not on a server.</exception>
    public async Task<IReadOnlyList<PasswordReset>> GetPasswordResetsAsync(CancellationToken cancellationToken = default) =>
        await (await session.OpenAccountsAsync(cancellationToken)).Accounts.FindOwnPasswordResetsAsync(cancellationToken);

    /// <summary>Deactivates an account and ends its sessions. For administrators of a server.</summary>
    /// <returns>The account, and the token with which its owner activates it anew and sets a password.</returns>
    /// <exception cref="Core.Errors.ZenException">There is no such account, you may not do it, or the store is no server.</exception>
    public async Task<UserWithToken> DeactivateAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await (await session.OpenAccountsAsync(cancellationToken)).Accounts.DeactivateAsync(await FindIdAsync(nameOrId, mode, cancellationToken), cancellationToken);

    /// <summary>Deletes an account that owns nothing. For administrators of a server.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such account, it owns something, you may not do it, or the store is no server.</exception>
    public async Task DeleteAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await (await session.OpenAccountsAsync(cancellationToken)).Accounts.DeleteAsync(await FindIdAsync(nameOrId, mode, cancellationToken), cancellationToken);

    private async Task<string> FindIdAsync(string nameOrId, LookupMode mode, CancellationToken cancellationToken) =>
        (await GetAsync(nameOrId, mode, cancellationToken)).Id.ToString();
}
