using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>Gives accounts and groups roles, and takes them away.</summary>
public sealed class RolesService(Caller caller, ServiceDependencies dependencies) : IRolesService
{
    private readonly AuditTrail audit = new(caller, dependencies, "role");

    /// <inheritdoc />
    public Task<RoleList> ListAsync(Id<Workspace>? workspace, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) =>
        {
            Permission.RequireNoLimits(caller, "list roles");
            if (workspace is { } id)
            {
                await unit.Workspaces.RequireAsync(id, token);
            }

            if (Permission.CanManageRoles(caller, workspace))
            {
                return new RoleList(await unit.Access.ListRolesAsync(workspace, token), IsComplete: true);
            }

            var own = await HeldRoles.ListAsync(unit, AccessHolder.Of(caller.UserId), token);
            return new RoleList(
                [.. own.Where(role => workspace is null || role.Workspace is null || role.Workspace == workspace)], IsComplete: false);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<GrantedRole> GrantAsync(string holder, Role role, Id<Workspace>? workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return ChangeAsync(
            AuditAction.Create,
            workspace,
            async (unit, token) =>
            {
                var place = await RequireManagedAsync(unit, workspace, "grant roles", token);
                var named = await HolderLookup.FindAsync(unit, holder, token);
                var (own, others) = await FindAsync(unit, named.Holder, workspace, token);
                var higher = HeldRoles.FindHighest(others, workspace) is { } other && other.Role > role ? other : null;
                if (own?.Role == role)
                {
                    return new GrantedRole(own, role, higher);
                }

                var binding = new RoleBinding
                {
                    Holder = named.Holder,
                    HolderName = named.Name,
                    IsServiceAccount = named.IsServiceAccount,
                    Workspace = workspace,
                    WorkspaceName = place?.Name,
                    Role = role,
                    GrantedBy = caller.UserId,
                    Created = dependencies.Clock.GetMicrosecondUtcNow(),
                };
                await unit.Access.SaveAsync(binding, token);
                await audit.AddAsync(
                    unit, own is null ? AuditAction.Create : AuditAction.Update, [AuditedAccess.Of(binding)], token);
                return new GrantedRole(binding, own?.Role, higher);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<RevokedRole> RevokeAsync(string holder, Role? role, Id<Workspace>? workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return ChangeAsync(
            AuditAction.Delete,
            workspace,
            async (unit, token) =>
            {
                var place = await RequireManagedAsync(unit, workspace, "take roles away", token);
                var named = await HolderLookup.FindAsync(unit, holder, token);
                var (own, others) = await FindAsync(unit, named.Holder, workspace, token);
                var remaining = HeldRoles.FindHighest(others, workspace);
                var binding = EnsureIs(own, role, named, AuditedAccess.Place(place?.Name), remaining);
                await unit.Access.DeleteRoleAsync(named.Holder, workspace, token);
                await audit.AddAsync(unit, AuditAction.Delete, [AuditedAccess.Of(binding)], token);
                var leavesNoOwner = binding.Role == Role.Owner && workspace is not null
                    && (await unit.Access.ListRolesAsync(workspace, token)).All(other => other.Role != Role.Owner);
                return new RevokedRole(binding, remaining, leavesNoOwner);
            },
            cancellationToken);
    }

    private static RoleBinding EnsureIs(RoleBinding? own, Role? wanted, NamedHolder holder, string place, RoleBinding? remaining) =>
        own is null
            ? throw new ZenException(
                ErrorCode.NotFound, $"'{holder.Text}' has no role {place:raw} of its own.{Explain(remaining, holder):raw}")
            : wanted is { } role && own.Role != role
                ? throw new ZenException(
                    ErrorCode.NotFound, $"'{holder.Text}' has the role {own.Role.Text()} {place:raw}, not {role.Text()}.")
                : own;

    private static string Explain(RoleBinding? remaining, NamedHolder holder) => remaining is null
        ? ""
        : remaining.Holder == holder.Holder
            ? MessageText.Of($" It has the role {remaining.Role.Text()} {AuditedAccess.Place(remaining.WorkspaceName):raw}.")
            : MessageText.Of($" It has the role {remaining.Role.Text()} through '{NamedHolder.Of(remaining).Text}'.");

    /// <summary>The role of a holder in exactly this place, and the other roles that it has by itself or through its groups.</summary>
    private static async Task<(RoleBinding? Own, IReadOnlyList<RoleBinding> Others)> FindAsync(
        IUnitOfWork unit, AccessHolder holder, Id<Workspace>? workspace, CancellationToken cancellationToken)
    {
        var held = await HeldRoles.ListAsync(unit, holder, cancellationToken);
        var own = held.FirstOrDefault(role => role.Holder == holder && role.Workspace == workspace);
        return (own, [.. held.Where(role => role != own)]);
    }

    /// <returns>The workspace; null for every workspace.</returns>
    private async Task<Workspace?> RequireManagedAsync(
        IUnitOfWork unit, Id<Workspace>? workspace, string action, CancellationToken cancellationToken)
    {
        var place = workspace is { } id ? await unit.Workspaces.RequireAsync(id, cancellationToken) : null;
        Permission.RequireRoleManager(caller, place, action);
        Permission.RequirePersonalSession(caller, action);
        return place;
    }

    /// <summary>Makes a change, whose record it writes itself. A refusal is recorded with the workspace.</summary>
    private Task<TResult> ChangeAsync<TResult>(
        AuditAction action,
        Id<Workspace>? workspace,
        Func<IUnitOfWork, CancellationToken, Task<TResult>> change,
        CancellationToken cancellationToken) =>
        audit.RecordRefusalsAsync(
            action,
            async (unit, token) => workspace is { } id ? await unit.Workspaces.RequireAsync(id, token) : null,
            () => dependencies.Database.WriteAsync(change, cancellationToken));
}
