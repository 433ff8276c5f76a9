using CsCheck;
using ZenML.Core.Access;
using ZenML.Core.Secrets;
using G = CsCheck.Gen;

namespace ZenML.Stores.Tests.Sql.Access;

/// <summary>What a world of accounts and secrets is made of. Accounts, groups, workspaces and secrets are named by their places.</summary>
/// <param name="Admins">For each account, whether it is an administrator.</param>
/// <param name="Members">For each group, which accounts are in it.</param>
/// <param name="Roles">Roles; of several for one holder and workspace, the last counts.</param>
/// <param name="Secrets">The secrets.</param>
/// <param name="Grants">Grants; of several for one holder and secret, the last counts.</param>
/// <param name="Limits">For each account, what its credential takes away.</param>
internal sealed record AccessPlan(
    bool[] Admins,
    bool[][] Members,
    AccessPlan.PlannedRole[] Roles,
    AccessPlan.PlannedSecret[] Secrets,
    AccessPlan.PlannedGrant[] Grants,
    AccessPlan.PlannedLimits[] Limits)
{
    public const int Workspaces = 2;

    private const int SecretsOfWorld = 8;

    // The last one is also the beginning of the name by which others refer to a secret of the first one.
    public static readonly string[] Accounts = ["ada", "bob", "cy", "ada/db"];

    public static readonly string[] Groups = ["ops", "dev"];

    private static readonly string[] Names = ["db", "api", "ada/db"];

    private static readonly Gen<int> Holder = G.Int[0, Accounts.Length + Groups.Length - 1];

    /// <summary>Generates plans.</summary>
    public static Gen<AccessPlan> Any { get; } = G.Select(
        G.Bool.Array[Accounts.Length],
        G.Bool.Array[Accounts.Length].Array[Groups.Length],
        G.Select(
            Holder, G.Int[0, Workspaces], G.Enum<Role>(), (holder, place, role) => new PlannedRole(holder, place, role))
            .Array[0, 8],
        G.Select(
            G.OneOf(Names), G.Bool, G.Int[0, Accounts.Length - 1], G.Int[0, Workspaces - 1],
            G.Bool, G.Int[0, 4],
            (name, isPrivate, owner, place, restricted, state) => new PlannedSecret(
                name, isPrivate ? SecretScope.User : SecretScope.Workspace, owner, place, restricted && !isPrivate, state == 0))
            .Array[SecretsOfWorld],
        G.Select(
            G.Int[0, SecretsOfWorld - 1], Holder, G.Enum<SecretRight>(), G.Int[0, 2],
            (secret, holder, right, end) => new PlannedGrant(secret, holder, right, (GrantEnd)end)).Array[0, 10],
        G.Select(
            G.Int[0, 7], G.Int[0, 5], G.Int[0, 5], G.Bool.Array[SecretsOfWorld],
            (role, place, limitsSecrets, secrets) => new PlannedLimits(
                role is >= 1 and <= 4 ? (Role)role : null, place < Workspaces ? place : null, limitsSecrets == 0 ? secrets : null))
            .Array[Accounts.Length],
        (admins, members, roles, secrets, grants, limits) => new AccessPlan(
            admins,
            members,
            [.. roles.AsEnumerable().Reverse().DistinctBy(role => (role.Holder, role.Workspace))],
            Distinct(secrets),
            [.. grants.AsEnumerable().Reverse().DistinctBy(grant => (grant.Secret, grant.Holder))],
            limits));

    /// <summary>When a grant ends.</summary>
    public enum GrantEnd
    {
        Never,
        Later,
        Past,
    }

    /// <summary>Describes a plan, for the message of a failure.</summary>
    public static string Print(AccessPlan plan) => string.Join(
        Environment.NewLine,
        $"admins: {string.Join(' ', plan.Admins)}",
        $"members: {string.Join(" | ", plan.Members.Select(group => string.Join(' ', group)))}",
        $"roles: {string.Join<PlannedRole>("; ", plan.Roles)}",
        $"secrets: {string.Join<PlannedSecret>("; ", plan.Secrets)}",
        $"grants: {string.Join<PlannedGrant>("; ", plan.Grants)}",
        $"limits: {string.Join("; ", plan.Limits.Select(limits =>
            $"{limits.Role} {limits.Workspace} {(limits.Secrets is null ? "" : string.Join(' ', limits.Secrets))}"))}");

    // Two live secrets cannot have one name in one name space: the later one is called otherwise.
    private static PlannedSecret[] Distinct(PlannedSecret[] secrets)
    {
        var taken = new HashSet<object>();
        return
        [
            .. secrets.Select((secret, index) => taken.Add(
                (secret.Name, secret.Workspace, secret.Scope, secret.Scope == SecretScope.User ? secret.Owner : -1))
                ? secret
                : secret with { Name = $"other{index}" }),
        ];
    }

    /// <param name="Holder">The place of an account, or after those, of a group.</param>
    /// <param name="Workspace">The place of the workspace; <see cref="Workspaces"/> for every workspace.</param>
    /// <param name="Role">The role.</param>
    internal sealed record PlannedRole(int Holder, int Workspace, Role Role);

    internal sealed record PlannedSecret(string Name, SecretScope Scope, int Owner, int Workspace, bool IsRestricted, bool IsDeleted);

    internal sealed record PlannedGrant(int Secret, int Holder, SecretRight Right, GrantEnd End);

    internal sealed record PlannedLimits(Role? Role, int? Workspace, bool[]? Secrets)
    {
        public bool IsNone => Role is null && Workspace is null && Secrets is null;
    }
}
