using ZenML.Protocol.Extensions;

namespace ZenML.Server.Extensions;

/// <summary>
/// What a client does in the active workspace, in one request each: the workspace is looked up here, and one that does not exist is an
/// error, not an empty answer.
/// </summary>
internal static class WorkspaceReadsEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapWorkspaceReads(this IEndpointRouteBuilder routes)
    {
        var workspace = routes.MapGroup(ExtensionPaths.Workspace);
        workspace.MapWorkspaceSecretInfo();
        workspace.MapWorkspaceReferences();
        workspace.MapStackValidation();
    }
}
