using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Workspaces;

/// <summary>Extensions of the repository of workspaces.</summary>
internal static class WorkspaceRepositoryExtensions
{
    /// <summary>Returns the workspace with an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public static async Task<Workspace> RequireAsync(
        this IWorkspaceRepository workspaces, Id<Workspace> id, CancellationToken cancellationToken) =>
        await workspaces.FindByIdAsync(id.Value, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no workspace with the id {id}.");
}
