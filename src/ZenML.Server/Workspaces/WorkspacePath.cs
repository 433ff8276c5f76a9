using ZenML.Core;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Workspaces;
using ZenML.Server.Http;

namespace ZenML.Server.Workspaces;

/// <summary>The workspace that a path begins with.</summary>
internal static class WorkspacePath
{
    /// <summary>The name of the path's part.</summary>
    public const string Part = "workspace_name_or_id";

    /// <summary>The workspace named in the path, by its complete id or its exact name.</summary>
    public static Task<Workspace> FindWorkspaceAsync(this HttpContext http, IZenServices services) =>
        services.Workspaces.FindAsync(http.PathText(Part), LookupMode.Exact, http.RequestAborted);
}
