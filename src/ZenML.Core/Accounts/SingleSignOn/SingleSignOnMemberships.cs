using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>
/// Gives an account, at each login, the groups and the administrator's rights that the identity provider says. What somebody gave it by
/// hand stays.
/// </summary>
internal sealed class SingleSignOnMemberships(SingleSignOnRules rules, ServiceDependencies dependencies)
{
    /// <summary>Makes the changes and records them.</summary>
    /// <param name="unit">The transaction of the login.</param>
    /// <param name="account">The account.</param>
    /// <param name="identity">Its identity.</param>
    /// <param name="token">The token, which the provider signed.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The account and its identity afterwards, and the groups of the rules that do not exist.</returns>
    public async Task<(User Account, LinkedIdentity Identity, IReadOnlyList<string> MissingGroups)> ApplyAsync(
        IUnitOfWork unit,
        User account,
        LinkedIdentity identity,
        IdentityToken token,
        ClientAddress from,
        CancellationToken cancellationToken)
    {
        var caller = SingleSignOnAccounts.CallerOf(account, from);
        var wanted = rules.Groups.Where(mapped => SingleSignOnCheck.IsIn(token, rules, mapped.Claim))
            .Select(mapped => mapped.Group).Distinct(StringComparer.Ordinal).ToArray();
        var missing = new List<string>();
        var kept = new HashSet<Id<Group>>();
        foreach (var name in wanted)
        {
            if ((await unit.Access.Groups.FindByNameAsync(name, cancellationToken)).SingleOrDefault() is not { } group)
            {
                missing.Add(name);
                continue;
            }

            kept.Add(group.Id);
            if (await unit.Access.AddManagedMemberAsync(group.Id, account.Id, cancellationToken))
            {
                await RecordAsync(
                    unit, caller, AuditedAccess.Of(group, "single sign-on added", NamedHolder.Of(account)), cancellationToken);
            }
        }

        foreach (var group in await unit.Access.FindManagedGroupsAsync(account.Id, cancellationToken))
        {
            if (!kept.Contains(group.Id) && await unit.Access.RemoveMemberAsync(group.Id, account.Id, cancellationToken))
            {
                await RecordAsync(
                    unit, caller, AuditedAccess.Of(group, "single sign-on removed", NamedHolder.Of(account)), cancellationToken);
            }
        }

        var (changed, changedIdentity) = await ApplyAdministratorAsync(unit, account, identity, token, caller, cancellationToken);
        return (changed, changedIdentity, missing);
    }

    /// <remarks>The last administrator stays one: nobody could make another.</remarks>
    private async Task<(User Account, LinkedIdentity Identity)> ApplyAdministratorAsync(
        IUnitOfWork unit, User account, LinkedIdentity identity, IdentityToken token, Caller caller, CancellationToken cancellationToken)
    {
        var isIn = rules.AdministratorGroup is { } group && SingleSignOnCheck.IsIn(token, rules, group);
        var becomes = isIn && !account.IsAdmin;
        var ceases = !isIn && account.IsAdmin && identity.ManagesAdministrator
            && await unit.Users.CountOtherAdminsAsync(account.Id, cancellationToken) > 0;
        if (!becomes && !ceases)
        {
            return (account, identity);
        }

        var changed = account with { IsAdmin = becomes, Updated = dependencies.Clock.GetTimeOfChange(account.Updated) };
        await unit.Users.UpdateAsync(changed, cancellationToken);
        await unit.Audit.AddAsync([Event(caller, "user", changed)], cancellationToken);
        return (changed, identity with { ManagesAdministrator = becomes });
    }

    private Task RecordAsync(IUnitOfWork unit, Caller caller, AuditedAccess membership, CancellationToken cancellationToken) =>
        unit.Audit.AddAsync([Event(caller, "group", membership)], cancellationToken);

    private AuditEvent Event(Caller caller, string type, IResource resource) =>
        AuditEvent.Of(caller, dependencies.Clock.GetMicrosecondUtcNow(), AuditAction.Update, type, resource);
}
