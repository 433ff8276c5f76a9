using ZenML.Core.Access;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Client;

/// <summary>
/// Manages the groups of a server: named sets of accounts that can have roles and be given secrets. For administrators; others see their
/// own groups with <see cref="UsersClient.GetAccessAsync"/>.
/// </summary>
public class GroupsClient : ResourceClient
{
    internal GroupsClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the members that its test calls.</summary>
    protected GroupsClient()
        : base(null)
    {
    }

    /// <summary>Creates a group without members.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The name is invalid or taken, you are not an administrator, or the store is not on a server that has groups.
    /// </exception>
    public virtual Task<Group> CreateAsync(string name, string description = "", CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Groups.CreateAsync(name, description, cancellationToken), cancellationToken);

    /// <summary>Returns a group, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such group, more than one matches, you are not an administrator, or the store is not on a server that has groups.
    /// </exception>
    public virtual Task<Group> GetAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallAccountsAsync(services => services.Groups.FindAsync(nameOrId, mode, cancellationToken), cancellationToken);
    }

    /// <summary>Returns one page of the groups that match.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, you are not an administrator, or the store is not on a server that has groups.
    /// </exception>
    public virtual Task<Page<Group>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.Groups.ListAsync(query ?? new ListQuery(), cancellationToken), cancellationToken);

    /// <summary>Returns all groups that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">As for <see cref="ListPageAsync"/>.</exception>
    public virtual IAsyncEnumerable<Group> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Returns the accounts in a group, by name.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such group, or you are not an administrator.</exception>
    public virtual Task<IReadOnlyList<NamedHolder>> ListMembersAsync(Id<Group> id, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Groups.ListMembersAsync(id, cancellationToken), cancellationToken);

    /// <summary>Changes a group. Its roles and grants stay.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such group, the new name is invalid or taken, or you are not an administrator.
    /// </exception>
    public virtual Task<Group> UpdateAsync(Id<Group> id, GroupUpdate update, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Groups.UpdateAsync(id, update, cancellationToken), cancellationToken);

    /// <summary>Deletes a group with its roles and grants. Its members keep their accounts.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such group, or you are not an administrator.</exception>
    public virtual Task DeleteAsync(Id<Group> id, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Groups.DeleteAsync(id, cancellationToken), cancellationToken);

    /// <summary>Adds an account to a group.</summary>
    /// <param name="id">The group.</param>
    /// <param name="account">The account, by id or exact name: <c>ada</c> or <c>service-account:ci</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">There is no such group or account, or you are not an administrator.</exception>
    public virtual Task<GroupMembership> AddMemberAsync(Id<Group> id, string account, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Groups.AddMemberAsync(id, account, cancellationToken), cancellationToken);

    /// <summary>Removes an account from a group.</summary>
    /// <param name="id">The group.</param>
    /// <param name="account">The account, by id or exact name: <c>ada</c> or <c>service-account:ci</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">There is no such group or account, or you are not an administrator.</exception>
    public virtual Task<GroupMembership> RemoveMemberAsync(
        Id<Group> id, string account, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Groups.RemoveMemberAsync(id, account, cancellationToken), cancellationToken);
}
