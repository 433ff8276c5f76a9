using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Access;

/// <summary>Manages groups of accounts.</summary>
public sealed class GroupsService(Caller caller, ServiceDependencies dependencies) : IGroupsService
{
    private const string Kind = "group";

    private readonly AuditTrail audit = new(caller, dependencies, Kind);

    private readonly AuditTrail roleAudit = new(caller, dependencies, "role");

    private readonly AuditTrail grantAudit = new(caller, dependencies, "secret_grant");

    /// <inheritdoc />
    public Task<Group> CreateAsync(string name, string description, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        ResourceName.CheckAccount(Kind, name);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RequireAdmin("create groups");
                await EnsureNameIsFreeAsync(unit, name, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var group = new Group { Id = Id<Group>.New(), Name = name, Description = description, Created = now, Updated = now };
                await unit.Access.AddAsync(group, token);
                return group;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Group> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) => ReadAsync(
        (unit, token) => Lookup.FindAsync(unit.Access.Groups, Kind, text, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Group>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, GroupFields.All);
        return ReadAsync(
            async (unit, token) => (await unit.Access.ListGroupsAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<NamedHolder>> ListMembersAsync(Id<Group> group, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<NamedHolder>>(
            async (unit, token) =>
            {
                var found = await RequireAsync(unit, group, token);
                return [.. (await unit.Access.FindMembersAsync(found.Id, token)).Select(NamedHolder.Of)];
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<Group> UpdateAsync(Id<Group> group, GroupUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                RequireAdmin("change groups");
                var current = await RequireAsync(unit, group, token);
                if (update.Name is { } name && name != current.Name)
                {
                    await EnsureNameIsFreeAsync(unit, ResourceName.CheckAccount(Kind, name), token);
                }

                var changed = current with
                {
                    Name = update.Name ?? current.Name,
                    Description = update.Description ?? current.Description,
                    Updated = dependencies.Clock.GetTimeOfChange(current.Updated),
                };
                await unit.Access.UpdateAsync(changed, token);
                return changed;
            },
            (unit, token) => RequireAsync(unit, group, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<Group> group, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            RequireAdmin("delete groups");
            var found = await RequireAsync(unit, group, token);
            await RecordLossesAsync(unit, found, token);
            await unit.Access.DeleteAsync(found.Id, token);
            return found;
        },
        (unit, token) => RequireAsync(unit, group, token),
        cancellationToken);

    /// <inheritdoc />
    public Task<GroupMembership> AddMemberAsync(Id<Group> group, string account, CancellationToken cancellationToken) =>
        ChangeMemberAsync(
            group, account, "added", (access, member, token) => access.AddMemberAsync(group, member, token), cancellationToken);

    /// <inheritdoc />
    public Task<GroupMembership> RemoveMemberAsync(Id<Group> group, string account, CancellationToken cancellationToken) =>
        ChangeMemberAsync(
            group, account, "removed", (access, member, token) => access.RemoveMemberAsync(group, member, token), cancellationToken);

    private static async Task<Group> RequireAsync(IUnitOfWork unit, Id<Group> id, CancellationToken cancellationToken) =>
        await unit.Access.Groups.FindByIdAsync(id.Value, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no group with the id {id}.");

    private static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, string name, CancellationToken cancellationToken)
    {
        if ((await unit.Access.Groups.FindByNameAsync(name, cancellationToken)).Count > 0)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"A group named '{name}' already exists.");
        }
    }

    private Task<GroupMembership> ChangeMemberAsync(
        Id<Group> group,
        string account,
        string change,
        Func<IAccessRepository, Id<User>, CancellationToken, Task<bool>> apply,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        return audit.RecordRefusalsAsync(
            AuditAction.Update,
            async (unit, token) => await RequireAsync(unit, group, token),
            () => dependencies.Database.WriteAsync(
                async (unit, token) =>
                {
                    RequireAdmin("change groups");
                    var found = await RequireAsync(unit, group, token);
                    var member = await HolderLookup.FindAccountAsync(unit, account, token);
                    var named = NamedHolder.Of(member);
                    var isChanged = await apply(unit.Access, member.Id, token);
                    if (isChanged)
                    {
                        await audit.AddAsync(unit, AuditAction.Update, [AuditedAccess.Of(found, change, named)], token);
                    }

                    return new GroupMembership(found, named, isChanged);
                },
                cancellationToken));
    }

    /// <summary>Records each membership, role and grant that is deleted with a group.</summary>
    private async Task RecordLossesAsync(IUnitOfWork unit, Group group, CancellationToken cancellationToken)
    {
        var holder = AccessHolder.Of(group.Id);
        var members = await unit.Access.FindMembersAsync(group.Id, cancellationToken);
        await audit.AddAsync(
            unit, AuditAction.Update, members.Select(member => AuditedAccess.Of(group, "removed", NamedHolder.Of(member))),
            cancellationToken);
        var roles = await unit.Access.ListRolesAsync(holder, cancellationToken);
        await roleAudit.AddAsync(unit, AuditAction.Delete, roles.Select(AuditedAccess.Of), cancellationToken);
        var grants = new List<AuditedAccess>();
        foreach (var grant in await unit.Access.ListGrantsAsync(holder, cancellationToken))
        {
            if (await unit.Secrets.FindByIdAsync(grant.Secret, cancellationToken) is { } secret)
            {
                grants.Add(AuditedAccess.Of(grant, secret));
            }
        }

        await grantAudit.AddAsync(unit, AuditAction.Delete, grants, cancellationToken);
    }

    private Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> read, CancellationToken cancellationToken)
    {
        Permission.RequireAdmin(caller, "see groups");
        return dependencies.Database.ReadAsync(read, cancellationToken);
    }

    private void RequireAdmin(string action)
    {
        Permission.RequireAdmin(caller, action);
        Permission.RequirePersonalSession(caller, action);
    }
}
