using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>
/// Gives accounts and groups roles. Owners of a workspace do that in their workspace, administrators everywhere. A holder is named by its
/// id or exact name: <c>ada</c>, <c>service-account:ci</c> or <c>group:ops</c>.
/// </summary>
public interface IRolesService
{
    /// <summary>
    /// Returns the roles in a workspace, those in every workspace included. Who is neither an owner of it nor an administrator gets only
    /// their own roles and those of their groups.
    /// </summary>
    /// <param name="workspace">The workspace; null for the roles of all workspaces.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: there is no such workspace.</exception>
    Task<RoleList> ListAsync(Id<Workspace>? workspace, CancellationToken cancellationToken);

    /// <summary>Gives a holder a role, in place of the one that it has there.</summary>
    /// <param name="holder">The account or group.</param>
    /// <param name="role">The role.</param>
    /// <param name="workspace">The workspace; null for every workspace, those that are created later too.</param>
    /// <param name="cancellationToken">Cancels the change before it is committed.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>; <see cref="ErrorCode.NotAllowed"/>: the caller is neither an
    /// owner of the workspace nor an administrator, or is an API key or a token issued for a program.
    /// </exception>
    Task<GrantedRole> GrantAsync(string holder, Role role, Id<Workspace>? workspace, CancellationToken cancellationToken);

    /// <summary>Takes the role away that a holder has in a workspace, or in every workspace.</summary>
    /// <param name="holder">The account or group.</param>
    /// <param name="role">The role that it must have; null for any.</param>
    /// <param name="workspace">The workspace; null for the role in every workspace.</param>
    /// <param name="cancellationToken">Cancels the change before it is committed.</param>
    /// <exception cref="ZenException">As for <see cref="GrantAsync"/>; <see cref="ErrorCode.NotFound"/>: it has no such role there.
    /// </exception>
    Task<RevokedRole> RevokeAsync(string holder, Role? role, Id<Workspace>? workspace, CancellationToken cancellationToken);
}
