using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Access;

/// <summary>An <see cref="AccessPlan"/> in a store, with the services of each account. Changes through them are taken back.</summary>
internal sealed class AccessWorld
{
    /// <summary>The value of the key <c>key</c> of each secret is its place, behind this.</summary>
    public const string Value = "value of ";

    private readonly TemporaryStore store;

    private AccessWorld(
        TemporaryStore store, AccessPlan plan, User[] accounts, Workspace[] workspaces, SecretInfo[] secrets, IServerServices[] services)
    {
        this.store = store;
        (Plan, Accounts, Workspaces, Secrets, Services) = (plan, accounts, workspaces, secrets, services);
    }

    public AccessPlan Plan { get; }

    public User[] Accounts { get; }

    public Workspace[] Workspaces { get; }

    public SecretInfo[] Secrets { get; }

    public IServerServices[] Services { get; }

    /// <summary>Adds everything of a plan to a store.</summary>
    public static async Task<AccessWorld> BuildAsync(TemporaryStore store, AccessPlan plan)
    {
        var now = store.Clock.GetMicrosecondUtcNow();
        User[] accounts =
        [
            .. AccessPlan.Accounts.Select((name, place) => new User
            {
                Id = Id<User>.New(), Name = name, IsAdmin = plan.Admins[place], Created = now, Updated = now,
            }),
        ];
        Group[] groups =
            [.. AccessPlan.Groups.Select(name => new Group { Id = Id<Group>.New(), Name = name, Created = now, Updated = now })];
        Workspace[] workspaces =
        [
            .. Enumerable.Range(0, AccessPlan.Workspaces).Select(place => new Workspace
            {
                Id = Id<Workspace>.New(), Name = $"place{place}", Created = now, Updated = now,
            }),
        ];
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                foreach (var account in accounts)
                {
                    await unit.Users.AddAsync(account, token);
                }

                foreach (var workspace in workspaces)
                {
                    await unit.Workspaces.AddAsync(workspace, token);
                }

                foreach (var (place, group) in groups.Index())
                {
                    await unit.Access.AddAsync(group, token);
                    foreach (var member in accounts.Where((_, account) => plan.Members[place][account]))
                    {
                        await unit.Access.AddMemberAsync(group.Id, member.Id, token);
                    }
                }

                return true;
            },
            Token);
        var secrets = await AddSecretsAsync(store, plan, accounts, workspaces);
        AccessHolder HolderOf(int place) => place < accounts.Length
            ? AccessHolder.Of(accounts[place].Id)
            : AccessHolder.Of(groups[place - accounts.Length].Id);
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                foreach (var role in plan.Roles)
                {
                    await unit.Access.SaveAsync(
                        new RoleBinding
                        {
                            Holder = HolderOf(role.Holder),
                            Workspace = role.Workspace == AccessPlan.Workspaces ? null : workspaces[role.Workspace].Id,
                            Role = role.Role,
                            Created = now,
                        },
                        token);
                }

                foreach (var grant in plan.Grants)
                {
                    await unit.Access.SaveAsync(
                        new SecretGrant
                        {
                            Secret = secrets[grant.Secret].Id,
                            Holder = HolderOf(grant.Holder),
                            Right = grant.Right,
                            Until = grant.End switch
                            {
                                AccessPlan.GrantEnd.Later => now.AddDays(1), AccessPlan.GrantEnd.Past => now.AddDays(-1), _ => null,
                            },
                            GrantedBy = accounts[0].Id,
                            Created = now,
                        },
                        token);
                }

                return true;
            },
            Token);
        var services = new List<IServerServices>();
        foreach (var (place, account) in accounts.Index())
        {
            var access = await store.Database.ReadAsync((unit, token) => unit.Access.LoadAsync(account.Id, token), Token);
            var limits = plan.Limits[place];
            var caller = new Caller(account.Id, account.Name, account.IsAdmin)
            {
                Access = access with
                {
                    Limits = limits.IsNone ? null : new AccessLimits
                    {
                        Role = limits.Role,
                        Workspace = limits.Workspace is { } only ? workspaces[only].Id : null,
                        Secrets = limits.Secrets is null ? null
                            : secrets.Where((_, secret) => limits.Secrets[secret]).Select(secret => secret.Id).ToHashSet(),
                    },
                },
            };
            services.Add(new ZenServices(
                caller, store.PartsOf(new RolledBackDatabase(store.Database)) with { Reads = new NullReadLog() }));
        }

        return new AccessWorld(store, plan, accounts, workspaces, secrets, [.. services]);
    }

    /// <summary>Removes it from the store.</summary>
    public Task RemoveAsync() => store.Database.WriteAsync(
        async (unit, token) =>
        {
            foreach (var workspace in Workspaces)
            {
                await unit.Workspaces.DeleteAsync(workspace.Id, token);
            }

            foreach (var account in Accounts)
            {
                await unit.Users.DeleteAsync(account.Id, token);
            }

            foreach (var name in AccessPlan.Groups)
            {
                await unit.Access.DeleteAsync((await unit.Access.Groups.FindByNameAsync(name, token))[0].Id, token);
            }

            return true;
        },
        Token);

    private static async Task<SecretInfo[]> AddSecretsAsync(
        TemporaryStore store, AccessPlan plan, User[] accounts, Workspace[] workspaces)
    {
        var added = new List<SecretInfo>();
        foreach (var (place, secret) in plan.Secrets.Index())
        {
            var owner = accounts[secret.Owner];
            var services = store.ServicesOf(new Caller(owner.Id, owner.Name, IsAdmin: false) { Access = CallerAccess.Unlimited });
            var created = await services.Secrets.CreateAsync(
                new NewSecret(
                    workspaces[secret.Workspace].Id, SecretName.Parse(secret.Name), secret.Scope, new SecretValues { ["key"] = "first" })
                {
                    IsRestricted = secret.IsRestricted,
                },
                Token);
            var changed = await services.Secrets.UpdateAsync(
                created.Id, new SecretUpdate { Set = new SecretValues { ["key"] = $"{Value}{place}" } }, Token);
            if (secret.IsDeleted)
            {
                await services.Secrets.DeleteAsync(changed.Id, ifVersion: null, Token);
            }

            added.Add(changed);
        }

        return [.. added];
    }
}
