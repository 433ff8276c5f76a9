using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>Says who can do what, and why.</summary>
public sealed class AccessReportsService(Caller caller, ServiceDependencies dependencies) : IAccessReportsService
{
    private readonly VisibleSecrets secrets = new(caller, dependencies.Clock);

    /// <inheritdoc />
    public Task<SecretAccessReport> OfSecretAsync(Id<Secret> id, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) =>
        {
            var secret = await secrets.RequireAsync(unit, id, SecretRights.Describe, token);
            var now = dependencies.Clock.GetUtcNow();
            var isComplete = caller.IsAdmin || secrets.May(secret, SecretRights.Administer);
            var own = isComplete ? null : await FindOwnHoldersAsync(unit, token);
            var roles = (await unit.Access.ListRolesAsync(secret.Workspace.Id, token))
                .Where(role => own?.Contains(role.Holder) ?? true).ToArray();
            var grants = (await unit.Access.ListGrantsAsync(secret.Id, token))
                .Where(grant => (own?.Contains(grant.Holder) ?? true) && grant.IsValidAt(now)).ToArray();
            var groups = roles.Select(role => role.Holder).Concat(grants.Select(grant => grant.Holder))
                .Where(holder => holder.Kind == AccessHolderKind.Group).Distinct();
            var members = new Dictionary<AccessHolder, IReadOnlyList<NamedHolder>>();
            foreach (var group in groups)
            {
                var all = (await unit.Access.FindMembersAsync(new Id<Group>(group.Id), token)).Select(NamedHolder.Of);
                members[group] = [.. all.Where(member => own?.Contains(member.Holder) ?? true)];
            }

            var entries = new SecretAccessEntries(secret, members, now);
            return new SecretAccessReport(
                secret, [.. roles.SelectMany(entries.Of).Concat(grants.SelectMany(entries.Of))], isComplete);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<HolderAccess> OfHolderAsync(string? holder, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) =>
        {
            Permission.RequireNoLimits(caller, "list roles and shares");
            var named = await FindAsync(unit, holder, token);
            var groups = named.Holder.Kind == AccessHolderKind.Account
                ? await unit.Access.FindGroupsAsync(new Id<User>(named.Holder.Id), token)
                : [];
            AccessHolder[] holders = [named.Holder, .. groups.Select(group => AccessHolder.Of(group.Id))];
            var (roles, grants) = (new List<RoleBinding>(), new List<HeldGrant>());
            foreach (var held in holders)
            {
                roles.AddRange(await unit.Access.ListRolesAsync(held, token));
                grants.AddRange(await ListGrantsAsync(unit, held, token));
            }

            return new HolderAccess
            {
                Holder = named,
                IsAdmin = named.Holder.Kind == AccessHolderKind.Account
                    && await unit.Users.FindByIdAsync(named.Holder.Id, token) is { IsAdmin: true },
                Groups = [.. groups.Select(NamedHolder.Of)],
                Roles = roles,
                Grants = grants,
            };
        },
        cancellationToken);

    /// <summary>Finds whom the report is about. Who is no administrator gets the same error for every other account and group.</summary>
    private async Task<NamedHolder> FindAsync(IUnitOfWork unit, string? holder, CancellationToken cancellationToken)
    {
        var own = await unit.Users.FindByIdAsync(caller.UserId.Value, cancellationToken) is { } account ? NamedHolder.Of(account) : null;
        if (own is not null && (holder is null || IsNamed(own, holder)))
        {
            return own;
        }

        Permission.RequireAdmin(caller, "see the access of others");
        return await HolderLookup.FindAsync(unit, holder ?? "", cancellationToken);
    }

    /// <remarks>A user can have the same name as a service account, so only a user is meant by a name without a kind.</remarks>
    private static bool IsNamed(NamedHolder own, string text) =>
        text == own.Text
        || (!own.IsServiceAccount && text == NamedHolder.UserPrefix + own.Name)
        || (Id<User>.TryParse(text, out var id) && id.Value == own.Holder.Id);

    private async Task<HashSet<AccessHolder>> FindOwnHoldersAsync(IUnitOfWork unit, CancellationToken cancellationToken) =>
    [
        AccessHolder.Of(caller.UserId),
        .. (await unit.Access.FindGroupsAsync(caller.UserId, cancellationToken)).Select(group => AccessHolder.Of(group.Id)),
    ];

    private async Task<IReadOnlyList<HeldGrant>> ListGrantsAsync(
        IUnitOfWork unit, AccessHolder holder, CancellationToken cancellationToken)
    {
        var held = new List<HeldGrant>();
        var now = dependencies.Clock.GetUtcNow();
        foreach (var grant in (await unit.Access.ListGrantsAsync(holder, cancellationToken)).Where(grant => grant.IsValidAt(now)))
        {
            // A deleted secret is not found.
            if (await unit.Secrets.FindByIdAsync(grant.Secret, cancellationToken) is { } secret)
            {
                held.Add(new HeldGrant
                {
                    Grant = grant,
                    Secret = secret.Name.Value,
                    Scope = secret.Scope,
                    Owner = secret.User.Name,
                    Workspace = secret.Workspace.Name,
                });
            }
        }

        return held;
    }
}
