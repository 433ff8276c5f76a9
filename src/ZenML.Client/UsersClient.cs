using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>Manages the accounts of people.</summary>
public class UsersClient : ResourceClient
{
    internal UsersClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected UsersClient()
        : base(null)
    {
    }

    /// <summary>Returns the account that this client acts for.</summary>
    public virtual Task<User> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Users.GetCurrentAsync(cancellationToken), cancellationToken);

    /// <summary>Returns an account, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such account, or more than one matches.</exception>
    public virtual Task<User> GetAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallAsync(services => services.Users.FindAsync(nameOrId, mode, cancellationToken), cancellationToken);
    }

    /// <summary>Returns one page of the accounts that match.</summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual Task<Page<User>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Users.ListAsync(query ?? new ListQuery(), cancellationToken), cancellationToken);

    /// <summary>Returns all accounts that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual IAsyncEnumerable<User> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Returns all roles, groups and shared secrets of an account: your own, or any as an administrator.</summary>
    /// <param name="holder">
    /// The account, by id or exact name: <c>ada</c> or <c>service-account:ci</c>; also <c>group:ops</c>. Null for your own.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, you are not an administrator, or the store is not on a server that has roles.
    /// </exception>
    public virtual Task<HolderAccess> GetAccessAsync(string? holder = null, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.AccessReports.OfHolderAsync(holder, cancellationToken), cancellationToken);

    /// <summary>Creates an account. For administrators of a server.</summary>
    /// <returns>
    /// The account. Without a password it is inactive, and the token beside it activates it: see
    /// <see cref="ZenServer.ActivateUserAsync"/>.
    /// </returns>
    /// <exception cref="Core.Errors.ZenException">
    /// The name is invalid or taken, you are not an administrator, or the store is not on a server.
    /// </exception>
    public virtual Task<UserWithToken> CreateAsync(NewUser user, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Accounts.CreateAsync(user, cancellationToken), cancellationToken);

    /// <summary>
    /// Changes an account: your own, or any as an administrator. Activating or deactivating an account ends its sessions.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, the new name is taken, you are not allowed to do this, or the store is not on a server.
    /// </exception>
    public virtual Task<User> UpdateAsync(
        string nameOrId, UserUpdate update, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Session.CallAccountsAsync(
            async services => await services.Accounts.UpdateAsync(
                await FindIdAsync(nameOrId, mode, cancellationToken), update, cancellationToken),
            cancellationToken);
    }

    /// <summary>Changes your own password, and logs this client in with the new one. All other sessions of the account end.</summary>
    /// <param name="present">The current password.</param>
    /// <param name="wanted">The new password.</param>
    /// <param name="cancellationToken">Cancels the request; the password may have been changed all the same.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// The current password is wrong, the new one is not allowed, or the store is not on a server.
    /// </exception>
    public virtual Task<User> ChangePasswordAsync(
        SensitiveString present, SensitiveString wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(wanted);
        return Session.CallAccountsAsync(
            async services =>
            {
                var own = await GetCurrentAsync(cancellationToken);
                var update = new UserUpdate { OldPassword = present, Password = wanted };
                return await services.Accounts.UpdateAsync(own.Id.ToString(), update, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>
    /// Returns who reset your password within the last 90 days, the latest first. An administrator who did could have used your account.
    /// </summary>
    /// <returns>The resets; none on ZenML's own servers, which do not record them.</returns>
    /// <exception cref="Core.Errors.ZenException">The store is not on a server.</exception>
    public virtual Task<IReadOnlyList<PasswordReset>> GetPasswordResetsAsync(CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Accounts.FindOwnPasswordResetsAsync(cancellationToken), cancellationToken);

    /// <summary>Deactivates an account and ends its sessions. For administrators of a server.</summary>
    /// <returns>The account, and the token with which its owner activates it again and sets a password.</returns>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, you are not allowed to do this, or the store is not on a server.
    /// </exception>
    public virtual Task<UserWithToken> DeactivateAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            async services => await services.Accounts.DeactivateAsync(
                await FindIdAsync(nameOrId, mode, cancellationToken), cancellationToken),
            cancellationToken);

    /// <summary>
    /// Shows you your private secrets again after an administrator reset your password: proves with the password from before the reset that
    /// it is you.
    /// </summary>
    /// <param name="oldPassword">The password from before the reset.</param>
    /// <param name="cancellationToken">Cancels the request; the reset may have been confirmed all the same.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// It is another password, nothing is hidden, or the store is not on a server that hides private secrets after a reset.
    /// </exception>
    public virtual Task<User> ConfirmResetAsync(SensitiveString oldPassword, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Accounts.ConfirmResetAsync(oldPassword, cancellationToken), cancellationToken);

    /// <summary>
    /// Shows another account its private secrets again after its password was reset. For administrators of a server. The audit log and the
    /// next login of the account name you.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, nothing is hidden, you are not allowed to do this, or the store is not on a server that hides private
    /// secrets after a reset.
    /// </exception>
    public virtual Task<User> ReleaseSecretsAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            async services => await services.Accounts.ReleaseSecretsAsync(
                await FindIdAsync(nameOrId, mode, cancellationToken), cancellationToken),
            cancellationToken);

    /// <summary>Returns the person at the identity provider to whom an account is linked: your own, or any as an administrator.</summary>
    /// <returns>The person; null if the account is not linked to one.</returns>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, you are not allowed to do this, or the store is not on a server that has single sign-on.
    /// </exception>
    public virtual Task<LinkedIdentity?> FindIdentityAsync(string nameOrId, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.LinkedIdentities.FindAsync(nameOrId, cancellationToken), cancellationToken);

    /// <summary>
    /// Links an account to a person at the identity provider, who can log in as this account from then on. For administrators of a server.
    /// If the account was in use, its sessions end, and its private secrets are hidden as after a reset of its password.
    /// </summary>
    /// <param name="nameOrId">The account.</param>
    /// <param name="subject">The <c>sub</c> of the person: what the identity provider never changes.</param>
    /// <param name="cancellationToken">Cancels the request; the account may have been linked all the same.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, the person has another one, you are not allowed to do this, or the store is not on a server that has
    /// single sign-on.
    /// </exception>
    public virtual Task<LinkedIdentity> LinkIdentityAsync(
        string nameOrId, string subject, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.LinkedIdentities.LinkAsync(nameOrId, subject, cancellationToken), cancellationToken);

    /// <summary>Ends that an account is linked to a person, and all its sessions. For administrators of a server.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, it is not linked, you are not allowed to do this, or the store is not on a server that has single sign-on.
    /// </exception>
    public virtual Task UnlinkIdentityAsync(string nameOrId, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.LinkedIdentities.UnlinkAsync(nameOrId, cancellationToken), cancellationToken);

    /// <summary>Deletes an account that owns nothing. For administrators of a server.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, it owns something, you are not allowed to do this, or the store is not on a server.
    /// </exception>
    public virtual Task DeleteAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            async services => await services.Accounts.DeleteAsync(
                await FindIdAsync(nameOrId, mode, cancellationToken), cancellationToken),
            cancellationToken);

    private async Task<string> FindIdAsync(string nameOrId, LookupMode mode, CancellationToken cancellationToken)
    {
        var user = await GetAsync(nameOrId, mode, cancellationToken);
        return user.Id.ToString();
    }
}
