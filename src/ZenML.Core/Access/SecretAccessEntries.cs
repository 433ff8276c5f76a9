using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>
/// Derives what single roles and grants give on a secret. It asks <see cref="SecretAccess"/> what an account could do that had nothing
/// else, so that no rule is written twice.
/// </summary>
/// <param name="secret">The secret.</param>
/// <param name="members">The members of each group to show.</param>
/// <param name="now">The time, for grants that end.</param>
internal sealed class SecretAccessEntries(
    SecretInfo secret, IReadOnlyDictionary<AccessHolder, IReadOnlyList<NamedHolder>> members, DateTimeOffset now)
{
    /// <summary>What a role gives its holder, and the members of a group.</summary>
    public IEnumerable<SecretAccessEntry> Of(RoleBinding role)
    {
        var access = new CallerAccess { InWorkspaces = new Dictionary<Id<Workspace>, Role> { [secret.Workspace.Id] = role.Role } };
        return Of(NamedHolder.Of(role), access, (holder, rights) => new SecretAccessEntry
        {
            Holder = holder,
            Rights = rights,
            Reason = FindReason(holder, rights),
            Role = role.Role,
            IsEverywhere = role.Workspace is null,
        });
    }

    /// <summary>What a grant gives its holder, and the members of a group.</summary>
    public IEnumerable<SecretAccessEntry> Of(SecretGrant grant)
    {
        var access = new CallerAccess { Grants = new[] { grant }.ToLookup(only => only.Secret) };
        return Of(NamedHolder.Of(grant), access, (holder, rights) => new SecretAccessEntry
        {
            Holder = holder, Rights = rights, Reason = SecretAccessReason.Grant, Until = grant.Until,
        });
    }

    private IEnumerable<SecretAccessEntry> Of(
        NamedHolder holder, CallerAccess access, Func<NamedHolder, SecretRights, SecretAccessEntry> make)
    {
        foreach (var (named, via) in Holders(holder))
        {
            // A group owns nothing, so what it can do is what a member can who does not own the secret.
            var account = new Id<User>(named.Holder.Kind == AccessHolderKind.Group ? Guid.Empty : named.Holder.Id);
            var rights = SecretAccess.Of(new Caller(account, named.Name, IsAdmin: false) { Access = access }, secret, now);
            if (rights != SecretRights.None)
            {
                yield return make(named, rights) with { Via = via };
            }
        }
    }

    private IEnumerable<(NamedHolder Holder, NamedHolder? Via)> Holders(NamedHolder holder)
    {
        yield return (holder, null);
        foreach (var member in members.GetValueOrDefault(holder.Holder) ?? [])
        {
            yield return (member, holder);
        }
    }

    private SecretAccessReason FindReason(NamedHolder holder, SecretRights rights) =>
        secret.Scope == SecretScope.User ? SecretAccessReason.Owner
        : secret.IsRestricted && rights.HasFlag(SecretRights.Read) && holder.Holder == AccessHolder.Of(secret.User.Id)
            ? SecretAccessReason.Creator
        : SecretAccessReason.Role;
}
