using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class AccessRepository(SqlSession session) : IAccessRepository
{
    private const string SelectGroups = $"SELECT {AccessRows.GroupColumns} FROM account_groups g";

    // The roles or grants of an account and those of its groups: each by the primary key.
    private const string OfAccount = "b.holder_kind = 'account' AND b.holder_id = @account";

    private const string OfGroups =
        "b.holder_kind = 'group' AND b.holder_id IN (SELECT m.group_id FROM group_members m WHERE m.user_id = @account)";

    private const string HolderIs = "holder_kind = @kind AND holder_id = @holder";

    private static readonly ListSql GroupList = new(SelectGroups, "account_groups g", "g", new Dictionary<string, string>
    {
        ["id"] = "g.id {}", ["created"] = "g.created {}", ["updated"] = "g.updated {}", ["name"] = "g.name {}",
        ["description"] = "g.description {}",
    }, null);

    public ILookupSource<Group> Groups { get; } =
        new LookupSql<Group>(session, SelectGroups, "g", "1 = 1", [], AccessRows.MapGroup);

    public async Task<CallerAccess> LoadAsync(Id<User> account, CancellationToken cancellationToken)
    {
        SqlParameter parameter = ("@account", account.ToStored());
        const string roles = "SELECT b.workspace_id, b.role FROM role_bindings b";
        var found = await session.QueryAsync(
            $"{roles} WHERE {OfAccount} UNION ALL {roles} WHERE {OfGroups}",
            reader => (Workspace: reader.GetString(0), Role: AccessRows.ReadRole(reader.GetString(1))),
            cancellationToken, parameter);
        var grants = await session.QueryAsync(
            $"{AccessRows.SelectGrants} WHERE {OfAccount} UNION ALL {AccessRows.SelectGrants} WHERE {OfGroups}",
            AccessRows.MapGrant, cancellationToken, parameter);
        var unconfirmed = await session.CountAsync(
            "SELECT COUNT(*) FROM password_resets p WHERE p.user_id = @account AND p.previous_hash IS NOT NULL",
            cancellationToken, parameter);
        return new CallerAccess
        {
            HidesOwnSecrets = unconfirmed > 0,
            Everywhere = found.Where(role => role.Workspace == AccessRows.Everywhere).Max(role => (Role?)role.Role),
            InWorkspaces = found.Where(role => role.Workspace != AccessRows.Everywhere)
                .GroupBy(role => role.Workspace, role => role.Role, StringComparer.Ordinal)
                .ToDictionary(some => new Id<Workspace>(Guid.ParseExact(some.Key, "N")), some => some.Max()),

            // What others share with the account is as private as its own.
            Grants = (unconfirmed > 0 ? [] : grants).ToLookup(grant => grant.Secret),
        };
    }

    public async Task<IReadOnlyList<RoleBinding>> ListRolesAsync(Id<Workspace>? workspace, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"{AccessRows.SelectRoles} {(workspace is null ? "" : "WHERE b.workspace_id IN ('', @workspace)")} "
            + $"ORDER BY {AccessRows.HolderOrder}, b.workspace_id",
            AccessRows.MapRole, cancellationToken, workspace is { } one ? [("@workspace", one.ToStored())] : []);

    public async Task<IReadOnlyList<RoleBinding>> ListRolesAsync(AccessHolder holder, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"{AccessRows.SelectRoles} WHERE b.holder_kind = @kind AND b.holder_id = @holder "
            + $"ORDER BY COALESCE(w.name, ''), b.workspace_id",
            AccessRows.MapRole, cancellationToken, Of(holder));

    public Task SaveAsync(RoleBinding role, CancellationToken cancellationToken) => SaveAsync(
        $"UPDATE role_bindings SET role = @role, granted_by = @by, created = @created WHERE {HolderIs} AND workspace_id = @workspace",
        """
        INSERT INTO role_bindings (holder_kind, holder_id, workspace_id, role, granted_by, created)
        VALUES (@kind, @holder, @workspace, @role, @by, @created)
        """,
        [
            .. Of(role.Holder), Of(role.Workspace), ("@role", role.Role.ToStored()), ("@by", role.GrantedBy?.ToStored()),
            ("@created", role.Created.ToStored()),
        ],
        cancellationToken);

    public async Task<bool> DeleteRoleAsync(AccessHolder holder, Id<Workspace>? workspace, CancellationToken cancellationToken) =>
        await session.ChangeDirectoryAsync(
            $"DELETE FROM role_bindings WHERE {HolderIs} AND workspace_id = @workspace",
            cancellationToken, [.. Of(holder), Of(workspace)]) > 0;

    public Task<Page<Group>> ListGroupsAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        GroupList.ReadPageAsync(session, query, AccessRows.MapGroup, cancellationToken);

    public async Task<IReadOnlyList<Group>> FindGroupsAsync(Id<User> account, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"{SelectGroups} JOIN group_members m ON m.group_id = g.id WHERE m.user_id = @user ORDER BY g.name",
            AccessRows.MapGroup, cancellationToken, ("@user", account.ToStored()));

    public async Task<IReadOnlyList<User>> FindMembersAsync(Id<Group> group, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"SELECT {UserRows.Columns} FROM users u JOIN group_members m ON m.user_id = u.id WHERE m.group_id = @group ORDER BY u.name",
            UserRows.Map, cancellationToken, Of(group));

    public Task AddAsync(Group group, CancellationToken cancellationToken) => session.ChangeDirectoryAsync(
        "INSERT INTO account_groups (id, name, description, created, updated) VALUES (@group, @name, @description, @created, @updated)",
        cancellationToken,
        Of(group.Id), ("@name", group.Name), ("@description", group.Description), ("@created", group.Created.ToStored()),
        ("@updated", group.Updated.ToStored()));

    public Task UpdateAsync(Group group, CancellationToken cancellationToken) => session.ChangeDirectoryAsync(
        "UPDATE account_groups SET name = @name, description = @description, updated = @updated WHERE id = @group",
        cancellationToken,
        Of(group.Id), ("@name", group.Name), ("@description", group.Description), ("@updated", group.Updated.ToStored()));

    public async Task DeleteAsync(Id<Group> group, CancellationToken cancellationToken)
    {
        foreach (var statement in (string[])
            [
                "DELETE FROM group_members WHERE group_id = @group",
                "DELETE FROM role_bindings WHERE holder_kind = 'group' AND holder_id = @group",
                "DELETE FROM secret_grants WHERE holder_kind = 'group' AND holder_id = @group",
            ])
        {
            await session.ExecuteAsync(statement, cancellationToken, Of(group));
        }

        await session.ChangeDirectoryAsync("DELETE FROM account_groups WHERE id = @group", cancellationToken, Of(group));
    }

    public async Task<IReadOnlyList<Group>> FindManagedGroupsAsync(Id<User> account, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"{SelectGroups} JOIN group_members m ON m.group_id = g.id WHERE m.user_id = @user AND m.managed = 1 ORDER BY g.name",
            AccessRows.MapGroup, cancellationToken, ("@user", account.ToStored()));

    public Task<bool> AddManagedMemberAsync(Id<Group> group, Id<User> account, CancellationToken cancellationToken) =>
        AddMemberAsync(group, account, isManaged: true, cancellationToken);

    public async Task<bool> AddMemberAsync(Id<Group> group, Id<User> account, CancellationToken cancellationToken)
    {
        if (await AddMemberAsync(group, account, isManaged: false, cancellationToken))
        {
            return true;
        }

        await session.ExecuteAsync(
            "UPDATE group_members SET managed = NULL WHERE group_id = @group AND user_id = @user AND managed = 1",
            cancellationToken, Of(group), ("@user", account.ToStored()));
        return false;
    }

    public async Task<bool> RemoveMemberAsync(Id<Group> group, Id<User> account, CancellationToken cancellationToken) =>
        await session.ChangeDirectoryAsync(
            "DELETE FROM group_members WHERE group_id = @group AND user_id = @user",
            cancellationToken, Of(group), ("@user", account.ToStored())) > 0;

    public async Task<IReadOnlyList<SecretGrant>> ListGrantsAsync(Id<Secret> secret, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"{AccessRows.SelectGrants} WHERE b.secret_id = @secret ORDER BY {AccessRows.HolderOrder}",
            AccessRows.MapGrant, cancellationToken, Of(secret));

    public async Task<IReadOnlyList<SecretGrant>> ListGrantsAsync(AccessHolder holder, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"{AccessRows.SelectGrants} WHERE b.holder_kind = @kind AND b.holder_id = @holder ORDER BY b.created, b.secret_id",
            AccessRows.MapGrant, cancellationToken, Of(holder));

    public Task SaveAsync(SecretGrant grant, CancellationToken cancellationToken) => SaveAsync(
        $"""
        UPDATE secret_grants SET secret_right = @right, valid_until = @until, granted_by = @by, created = @created
        WHERE {HolderIs} AND secret_id = @secret
        """,
        """
        INSERT INTO secret_grants (holder_kind, holder_id, secret_id, secret_right, valid_until, granted_by, created)
        VALUES (@kind, @holder, @secret, @right, @until, @by, @created)
        """,
        [
            .. Of(grant.Holder), Of(grant.Secret), ("@right", grant.Right.ToStored()), ("@until", grant.Until?.ToStored()),
            ("@by", grant.GrantedBy.ToStored()), ("@created", grant.Created.ToStored()),
        ],
        cancellationToken);

    public async Task<bool> DeleteGrantAsync(Id<Secret> secret, AccessHolder holder, CancellationToken cancellationToken) =>
        await session.ChangeDirectoryAsync(
            $"DELETE FROM secret_grants WHERE {HolderIs} AND secret_id = @secret",
            cancellationToken, [.. Of(holder), Of(secret)]) > 0;

    private async Task<bool> AddMemberAsync(Id<Group> group, Id<User> account, bool isManaged, CancellationToken cancellationToken)
    {
        SqlParameter[] member = [Of(group), ("@user", account.ToStored())];
        if (await session.CountAsync(
            "SELECT COUNT(*) FROM group_members m WHERE m.group_id = @group AND m.user_id = @user", cancellationToken, member) > 0)
        {
            return false;
        }

        await session.ChangeDirectoryAsync(
            "INSERT INTO group_members (group_id, user_id, managed) VALUES (@group, @user, @managed)",
            cancellationToken, [.. member, ("@managed", isManaged ? 1L : (long?)null)]);
        return true;
    }

    private async Task SaveAsync(
        string update, string insert, IReadOnlyList<SqlParameter> parameters, CancellationToken cancellationToken)
    {
        if (await session.ChangeDirectoryAsync(update, cancellationToken, parameters) == 0)
        {
            await session.ExecuteAsync(insert, cancellationToken, parameters);
        }
    }

    private static SqlParameter[] Of(AccessHolder holder) => [("@kind", holder.Kind.ToStored()), ("@holder", holder.Id.ToStored())];

    private static SqlParameter Of(Id<Workspace>? workspace) => ("@workspace", workspace?.ToStored() ?? AccessRows.Everywhere);

    private static SqlParameter Of(Id<Group> group) => ("@group", group.ToStored());

    private static SqlParameter Of(Id<Secret> secret) => ("@secret", secret.ToStored());
}
