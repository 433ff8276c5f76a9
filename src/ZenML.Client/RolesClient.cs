using ZenML.Core.Access;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Client;

/// <summary>
/// Manages roles on a server. Owners of a workspace do that in their workspace, administrators everywhere. A holder is an account or a
/// group, by id or exact name: <c>ada</c>, <c>service-account:ci</c> or <c>group:ops</c>. Of several roles in a workspace, the highest
/// counts.
/// </summary>
public class RolesClient : ResourceClient
{
    internal RolesClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the members that its test calls.</summary>
    protected RolesClient()
        : base(null)
    {
    }

    /// <summary>
    /// Returns the roles in a workspace, those in every workspace included. Unless you are an owner of it or an administrator, these are
    /// only your own.
    /// </summary>
    /// <param name="workspace">The workspace; null for the active one.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">There is no such workspace, or the store is not on a server that has roles.</exception>
    public virtual Task<RoleList> ListAsync(Id<Workspace>? workspace = null, CancellationToken cancellationToken = default) =>
        CallAsync(workspace, (roles, id) => roles.ListAsync(id, cancellationToken), cancellationToken);

    /// <summary>Returns the roles in all workspaces. Unless you are an administrator, these are only your own.</summary>
    /// <exception cref="Core.Errors.ZenException">The store is not on a server that has roles.</exception>
    public virtual Task<RoleList> ListAllAsync(CancellationToken cancellationToken = default) => Session.CallAccountsAsync(
        services => services.Roles.ListAsync(workspace: null, cancellationToken), cancellationToken);

    /// <summary>Gives a holder a role in a workspace, in place of the one that it has there.</summary>
    /// <param name="holder">The account or group.</param>
    /// <param name="role">The role.</param>
    /// <param name="workspace">The workspace; null for the active one.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such holder or workspace, you are neither an owner of it nor an administrator, or the store is not on a server that
    /// has roles.
    /// </exception>
    public virtual Task<GrantedRole> GrantAsync(
        string holder, Role role, Id<Workspace>? workspace = null, CancellationToken cancellationToken = default) =>
        CallAsync(workspace, (roles, id) => roles.GrantAsync(holder, role, id, cancellationToken), cancellationToken);

    /// <summary>Gives a holder a role in every workspace, those that are created later too. For administrators.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such holder, you are not an administrator, or the store is not on a server that has roles.
    /// </exception>
    public virtual Task<GrantedRole> GrantEverywhereAsync(string holder, Role role, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.Roles.GrantAsync(holder, role, workspace: null, cancellationToken), cancellationToken);

    /// <summary>Takes the role away that a holder has in a workspace. A role in every workspace stays.</summary>
    /// <param name="holder">The account or group.</param>
    /// <param name="role">The role that it must have; null for any.</param>
    /// <param name="workspace">The workspace; null for the active one.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such holder or workspace, it has no such role there, you are neither an owner of the workspace nor an administrator, or
    /// the store is not on a server that has roles.
    /// </exception>
    public virtual Task<RevokedRole> RevokeAsync(
        string holder, Role? role = null, Id<Workspace>? workspace = null, CancellationToken cancellationToken = default) =>
        CallAsync(workspace, (roles, id) => roles.RevokeAsync(holder, role, id, cancellationToken), cancellationToken);

    /// <summary>Takes the role away that a holder has in every workspace. Roles in single workspaces stay. For administrators.</summary>
    /// <param name="holder">The account or group.</param>
    /// <param name="role">The role that it must have; null for any.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such holder, it has no such role, you are not an administrator, or the store is not on a server that has roles.
    /// </exception>
    public virtual Task<RevokedRole> RevokeEverywhereAsync(
        string holder, Role? role = null, CancellationToken cancellationToken = default) => Session.CallAccountsAsync(
        services => services.Roles.RevokeAsync(holder, role, workspace: null, cancellationToken), cancellationToken);

    private async Task<TResult> CallAsync<TResult>(
        Id<Workspace>? workspace, Func<IRolesService, Id<Workspace>, Task<TResult>> call, CancellationToken cancellationToken)
    {
        var services = await Session.OpenAccountsAsync(cancellationToken);
        return await call(services.Roles, workspace ?? await Session.GetWorkspaceIdAsync(cancellationToken));
    }
}
