using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>Finds the roles that count for a holder: its own, and those of its groups.</summary>
internal static class HeldRoles
{
    /// <summary>Returns all of them, the holder's own first.</summary>
    public static async Task<IReadOnlyList<RoleBinding>> ListAsync(
        IUnitOfWork unit, AccessHolder holder, CancellationToken cancellationToken)
    {
        var roles = new List<RoleBinding>(await unit.Access.ListRolesAsync(holder, cancellationToken));
        if (holder.Kind == AccessHolderKind.Account)
        {
            foreach (var group in await unit.Access.FindGroupsAsync(new Id<User>(holder.Id), cancellationToken))
            {
                roles.AddRange(await unit.Access.ListRolesAsync(AccessHolder.Of(group.Id), cancellationToken));
            }
        }

        return roles;
    }

    /// <summary>Returns the highest role that counts in a workspace, or in every workspace; null for none.</summary>
    public static RoleBinding? FindHighest(IEnumerable<RoleBinding> roles, Id<Workspace>? workspace) =>
        roles.Where(role => role.Workspace is null || role.Workspace == workspace).MaxBy(role => role.Role);
}
