using ZenML.Core.Access;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <content>Shares secrets with accounts and groups of a server.</content>
public partial class SecretsClient
{
    /// <summary>Gives an account or a group a right on a secret, in place of the one that it was given before.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="holder">
    /// The account or group, by id or exact name: <c>ada</c>, <c>service-account:ci</c> or <c>group:ops</c>.
    /// </param>
    /// <param name="right">The right.</param>
    /// <param name="until">When it ends; null for never.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret, account or group, you may not share the secret, the time is past, or the store is not on a server that has
    /// shares.
    /// </exception>
    public virtual Task<SharedSecret> ShareAsync(
        Id<Secret> id, string holder, SecretRight right, DateTimeOffset? until = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return Session.CallAccountsAsync(
            services => services.SecretSharing.ShareAsync(id, holder, right, until, cancellationToken), cancellationToken);
    }

    /// <summary>Gives an account or a group a right on a secret, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">As in the other overload, or more than one secret matches.</exception>
    public virtual async Task<SharedSecret> ShareAsync(
        string nameOrId, string holder, SecretRight right, DateTimeOffset? until = null, SecretScope? scope = null,
        LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        await Session.OpenAccountsAsync(cancellationToken);
        return await ShareAsync((await FindAsync(nameOrId, scope, mode, cancellationToken)).Id, holder, right, until, cancellationToken);
    }

    /// <summary>Takes the right on a secret away that an account or a group was given. What it can do by its roles stays.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret, account or group, the secret is not shared with it, you may not share the secret, or the store is not on a
    /// server that has shares.
    /// </exception>
    public virtual Task<SharedSecret> UnshareAsync(Id<Secret> id, string holder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return Session.CallAccountsAsync(
            services => services.SecretSharing.UnshareAsync(id, holder, cancellationToken), cancellationToken);
    }

    /// <summary>Takes the right on a secret away that an account or a group was given, by name or id of the secret.</summary>
    /// <exception cref="Core.Errors.ZenException">As in the other overload, or more than one secret matches.</exception>
    public virtual async Task<SharedSecret> UnshareAsync(
        string nameOrId, string holder, SecretScope? scope = null, LookupMode mode = LookupMode.Exact,
        CancellationToken cancellationToken = default)
    {
        await Session.OpenAccountsAsync(cancellationToken);
        return await UnshareAsync((await FindAsync(nameOrId, scope, mode, cancellationToken)).Id, holder, cancellationToken);
    }

    /// <summary>Returns who can do what with a secret, and why. Unless you may share it, this is only what you can do.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret, or the store is not on a server that has roles.</exception>
    public virtual Task<SecretAccessReport> GetAccessAsync(Id<Secret> id, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.AccessReports.OfSecretAsync(id, cancellationToken), cancellationToken);

    /// <summary>Returns who can do what with a secret, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">As in the other overload, or more than one secret matches.</exception>
    public virtual async Task<SecretAccessReport> GetAccessAsync(
        string nameOrId, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        await Session.OpenAccountsAsync(cancellationToken);
        return await GetAccessAsync((await FindAsync(nameOrId, scope, mode, cancellationToken)).Id, cancellationToken);
    }
}
