using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>
/// Stores roles, groups and grants. Each change increments the version of the directory, so that no replica uses what it
/// remembers.
/// </summary>
public interface IAccessRepository
{
    /// <summary>All that an account can do, by itself and through its groups.</summary>
    Task<CallerAccess> LoadAsync(Id<User> account, CancellationToken cancellationToken);

    /// <summary>The roles in a workspace, those in every workspace included, by kind and name of the holder.</summary>
    /// <param name="workspace">The workspace; null for all roles of all workspaces.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<IReadOnlyList<RoleBinding>> ListRolesAsync(Id<Workspace>? workspace, CancellationToken cancellationToken);

    /// <summary>The roles of one holder, without those of its groups.</summary>
    Task<IReadOnlyList<RoleBinding>> ListRolesAsync(AccessHolder holder, CancellationToken cancellationToken);

    /// <summary>Gives a holder a role in place of the one that it has in the same workspace, or in every workspace.</summary>
    Task SaveAsync(RoleBinding role, CancellationToken cancellationToken);

    /// <summary>Takes the role away that a holder has in a workspace, or in every workspace.</summary>
    /// <returns>Whether it had one.</returns>
    Task<bool> DeleteRoleAsync(AccessHolder holder, Id<Workspace>? workspace, CancellationToken cancellationToken);

    /// <summary>Finds groups.</summary>
    ILookupSource<Group> Groups { get; }

    /// <summary>One page of the groups that fit.</summary>
    Task<Page<Group>> ListGroupsAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>The groups of an account, by name.</summary>
    Task<IReadOnlyList<Group>> FindGroupsAsync(Id<User> account, CancellationToken cancellationToken);

    /// <summary>The accounts in a group, by name.</summary>
    Task<IReadOnlyList<User>> FindMembersAsync(Id<Group> group, CancellationToken cancellationToken);

    /// <summary>Adds a group.</summary>
    Task AddAsync(Group group, CancellationToken cancellationToken);

    /// <summary>Writes name and description of a group.</summary>
    Task UpdateAsync(Group group, CancellationToken cancellationToken);

    /// <summary>Deletes a group with its members, roles and grants.</summary>
    Task DeleteAsync(Id<Group> group, CancellationToken cancellationToken);

    /// <summary>The groups of an account whose membership the identity provider manages, by name.</summary>
    Task<IReadOnlyList<Group>> FindManagedGroupsAsync(Id<User> account, CancellationToken cancellationToken);

    /// <summary>Adds an account to a group because the identity provider says so.</summary>
    /// <returns>Whether it was not a member before. A membership that somebody added stays as it is.</returns>
    Task<bool> AddManagedMemberAsync(Id<Group> group, Id<User> account, CancellationToken cancellationToken);

    /// <summary>Adds an account to a group. The identity provider no longer manages a membership that it had added.</summary>
    /// <returns>Whether it was not a member before.</returns>
    Task<bool> AddMemberAsync(Id<Group> group, Id<User> account, CancellationToken cancellationToken);

    /// <summary>Removes an account from a group.</summary>
    /// <returns>Whether it was a member.</returns>
    Task<bool> RemoveMemberAsync(Id<Group> group, Id<User> account, CancellationToken cancellationToken);

    /// <summary>The grants on a secret, expired ones included, by kind and name of the holder.</summary>
    Task<IReadOnlyList<SecretGrant>> ListGrantsAsync(Id<Secret> secret, CancellationToken cancellationToken);

    /// <summary>The grants of one holder, without those of its groups.</summary>
    Task<IReadOnlyList<SecretGrant>> ListGrantsAsync(AccessHolder holder, CancellationToken cancellationToken);

    /// <summary>Gives a holder a right on a secret, in place of the one that it has.</summary>
    Task SaveAsync(SecretGrant grant, CancellationToken cancellationToken);

    /// <summary>Takes a grant away.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteGrantAsync(Id<Secret> secret, AccessHolder holder, CancellationToken cancellationToken);
}
