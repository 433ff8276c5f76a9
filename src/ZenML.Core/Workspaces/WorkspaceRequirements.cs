using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Workspaces;

/// <summary>What every use case that works in a workspace asks first.</summary>
internal static class WorkspaceRequirements
{
    /// <summary>The workspace of that id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public static async Task<Workspace> RequireAsync(this IWorkspaceRepository workspaces, Id<Workspace> id, CancellationToken cancellationToken) =>
        await workspaces.FindByIdAsync(id.Value, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no workspace with the id {id}.");
}
