using ZenML.Protocol.Extensions;
using ZenML.Server.Changes;
using ZenML.Server.Secrets;

namespace ZenML.Server.Extensions;

/// <summary>
/// Single-request reads in the active workspace. The server looks up the workspace; if it does not exist, the response is an
/// error, not an empty list.
/// </summary>
internal static class ActiveWorkspaceEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapActiveWorkspace(this IEndpointRouteBuilder routes)
    {
        var workspace = routes.MapGroup(ExtensionPaths.Workspace);
        workspace.MapWorkspaceSecretInfo();
        workspace.MapSecretChanges();
        workspace.MapWorkspaceDeletedSecrets();
        workspace.MapWorkspaceSecretImports();
        workspace.MapSecretUsages();
        workspace.MapWorkspaceReferences();
        workspace.MapStackValidation();
    }
}
