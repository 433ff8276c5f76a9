using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Access;

public sealed class AccessRepositoryTests
{
    [Theory, EveryDatabase]
    public async Task An_account_has_the_highest_of_its_roles_and_those_of_its_groups(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var ada = await AddAccountAsync(store, "ada");
        var ops = await AddGroupAsync(store, "ops", ada);
        await WriteAsync(store, async (unit, token) =>
        {
            await unit.Access.SaveAsync(RoleOf(store, AccessHolder.Of(ada.Id), Role.Viewer), token);
            await unit.Access.SaveAsync(RoleOf(store, AccessHolder.Of(ops.Id), Role.Editor) with { Workspace = store.Workspace.Id }, token);
        });

        var access = await LoadAsync(store, ada.Id);
        Assert.Equal((Role.Editor, Role.Viewer), (access.In(store.Workspace.Id), access.In(Id<Workspace>.New())));

        await WriteAsync(store, (unit, token) => unit.Access.RemoveMemberAsync(ops.Id, ada.Id, token));
        Assert.Equal(Role.Viewer, (await LoadAsync(store, ada.Id)).In(store.Workspace.Id));
    }

    [Theory, EveryDatabase]
    public async Task A_holder_has_one_role_in_a_workspace_and_one_right_on_a_secret(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var ada = await AddAccountAsync(store, "ada");
        var secret = await store.AddSecretAsync("db");
        var holder = AccessHolder.Of(ada.Id);
        foreach (var (role, right) in new[] { (Role.Owner, SecretRight.Write), (Role.Runner, SecretRight.Describe) })
        {
            await WriteAsync(store, async (unit, token) =>
            {
                await unit.Access.SaveAsync(RoleOf(store, holder, role) with { Workspace = store.Workspace.Id }, token);
                await unit.Access.SaveAsync(GrantOf(store, secret, holder, right), token);
            });
        }

        var (roles, grants) = await store.Database.ReadAsync(
            async (unit, token) => (
                await unit.Access.ListRolesAsync(holder, token), await unit.Access.ListGrantsAsync(secret.Id, token)), Token);
        var binding = Assert.Single(roles);
        Assert.Equal((Role.Runner, "ada", "default"), (binding.Role, binding.HolderName, binding.WorkspaceName));
        Assert.Equal((SecretRight.Describe, "ada", holder), (Assert.Single(grants).Right, grants[0].HolderName, grants[0].Holder));
        Assert.Equal(grants, await store.Database.ReadAsync((unit, token) => unit.Access.ListGrantsAsync(holder, token), Token));
    }

    [Theory, EveryDatabase]
    public async Task Every_change_of_roles_groups_and_grants_is_one_of_the_directory(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var ada = await AddAccountAsync(store, "ada");
        var secret = await store.AddSecretAsync("db");
        var holder = AccessHolder.Of(ada.Id);
        var now = store.Clock.GetMicrosecondUtcNow();
        var group = new Group { Id = Id<Group>.New(), Name = "ops", Created = now, Updated = now };
        var changes = new Func<IUnitOfWork, CancellationToken, Task>[]
        {
            (unit, token) => unit.Access.SaveAsync(RoleOf(store, holder, Role.Viewer), token),
            (unit, token) => unit.Access.DeleteRoleAsync(holder, workspace: null, token),
            (unit, token) => unit.Access.AddAsync(group, token),
            (unit, token) => unit.Access.UpdateAsync(group with { Name = "operations" }, token),
            (unit, token) => unit.Access.AddMemberAsync(group.Id, ada.Id, token),
            (unit, token) => unit.Access.RemoveMemberAsync(group.Id, ada.Id, token),
            (unit, token) => unit.Access.SaveAsync(GrantOf(store, secret, holder, SecretRight.Read), token),
            (unit, token) => unit.Access.DeleteGrantAsync(secret.Id, holder, token),
            (unit, token) => unit.Access.DeleteAsync(group.Id, token),
        };
        foreach (var change in changes)
        {
            var before = await VersionAsync(store);
            await WriteAsync(store, change);
            Assert.True(await VersionAsync(store) > before);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_an_account_a_group_or_a_secret_had_goes_with_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var (ada, bob) = (await AddAccountAsync(store, "ada"), await AddAccountAsync(store, "bob"));
        var ops = await AddGroupAsync(store, "ops", ada);
        var (db, api) = (await store.AddSecretAsync("db"), await store.AddSecretAsync("api"));
        await WriteAsync(store, async (unit, token) =>
        {
            foreach (var holder in new[] { AccessHolder.Of(ada.Id), AccessHolder.Of(bob.Id), AccessHolder.Of(ops.Id) })
            {
                await unit.Access.SaveAsync(RoleOf(store, holder, Role.Runner), token);
                await unit.Access.SaveAsync(GrantOf(store, db, holder, SecretRight.Read), token);
                await unit.Access.SaveAsync(GrantOf(store, api, holder, SecretRight.Read), token);
            }

            await unit.Users.DeleteAsync(bob.Id, token);
            await unit.Access.DeleteAsync(ops.Id, token);
        });
        await store.Services.Secrets.DeleteAsync(api.Id, ifVersion: null, Token);
        await store.Services.DeletedSecrets.PurgeAsync(api.Id, Token);

        var (roles, grants, gone) = await store.Database.ReadAsync(
            async (unit, token) => (
                await unit.Access.ListRolesAsync(workspace: null, token),
                await unit.Access.ListGrantsAsync(db.Id, token),
                await unit.Access.ListGrantsAsync(api.Id, token)), Token);
        Assert.Equal(["ada", SqlStore.LocalUserName, TemporaryStore.OtherUserName], roles.Select(role => role.HolderName));
        Assert.Equal("ada", Assert.Single(grants).HolderName);
        Assert.Empty(gone);
    }

    [Theory, EveryDatabase]
    public async Task Groups_are_listed_with_their_members_by_name(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var (bob, ada) = (await AddAccountAsync(store, "bob"), await AddAccountAsync(store, "ada"));
        var ops = await AddGroupAsync(store, "ops", bob, ada);
        await AddGroupAsync(store, "dev", ada);

        var query = QueryParser.Parse(new ListQuery { SortBy = "name" }, [.. FilterField.OfEveryResource]);
        var (page, members, groups) = await store.Database.ReadAsync(
            async (unit, token) => (
                await unit.Access.ListGroupsAsync(query, token),
                await unit.Access.FindMembersAsync(ops.Id, token),
                await unit.Access.FindGroupsAsync(ada.Id, token)), Token);
        Assert.Equal(["dev", "ops"], page.Items.Select(group => group.Name));
        Assert.Equal(["ada", "bob"], members.Select(member => member.Name));
        Assert.Equal(["dev", "ops"], groups.Select(group => group.Name));
    }

    private static async Task<User> AddAccountAsync(TemporaryStore store, string name)
    {
        var now = store.Clock.GetMicrosecondUtcNow();
        var user = new User { Id = Id<User>.New(), Name = name, Created = now, Updated = now };
        await WriteAsync(store, (unit, token) => unit.Users.AddAsync(user, token));
        return user;
    }

    private static async Task<Group> AddGroupAsync(TemporaryStore store, string name, params User[] members)
    {
        var now = store.Clock.GetMicrosecondUtcNow();
        var group = new Group { Id = Id<Group>.New(), Name = name, Created = now, Updated = now };
        await WriteAsync(store, async (unit, token) =>
        {
            await unit.Access.AddAsync(group, token);
            foreach (var member in members)
            {
                Assert.True(await unit.Access.AddMemberAsync(group.Id, member.Id, token));
                Assert.False(await unit.Access.AddMemberAsync(group.Id, member.Id, token));
            }
        });
        return group;
    }

    private static RoleBinding RoleOf(TemporaryStore store, AccessHolder holder, Role role) =>
        new() { Holder = holder, Role = role, Created = store.Clock.GetMicrosecondUtcNow() };

    private static SecretGrant GrantOf(TemporaryStore store, SecretInfo secret, AccessHolder holder, SecretRight right) => new()
    {
        Secret = secret.Id,
        Holder = holder,
        Right = right,
        GrantedBy = store.Database.LocalCaller.UserId,
        Created = store.Clock.GetMicrosecondUtcNow(),
    };

    private static Task<CallerAccess> LoadAsync(TemporaryStore store, Id<User> account) =>
        store.Database.ReadAsync((unit, token) => unit.Access.LoadAsync(account, token), Token);

    private static Task<long> VersionAsync(TemporaryStore store) =>
        store.Database.ReadAsync((unit, token) => unit.Users.ReadDirectoryVersionAsync(token), Token);

    private static Task<bool> WriteAsync(TemporaryStore store, Func<IUnitOfWork, CancellationToken, Task> change) =>
        store.Database.WriteAsync(
            async (unit, token) =>
            {
                await change(unit, token);
                return true;
            },
            Token);
}
