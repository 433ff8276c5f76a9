using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Paths;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Workspaces;

/// <summary>The workspace that a path begins with.</summary>
internal static class WorkspacePath
{
    /// <summary>The name of the path's part.</summary>
    public const string Part = ApiPaths.WorkspacePart;

    /// <summary>The workspace named in the path, by its complete id or its exact name.</summary>
    public static Task<Workspace> FindWorkspaceAsync(this HttpContext http, IZenServices services) =>
        services.Workspaces.FindAsync(http.PathText(Part), LookupMode.Exact, http.RequestAborted);

    /// <summary>The workspace named in the path; text in the form of an id is never taken for a name.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    /// <remarks>
    /// A client sends the id of a workspace that was chosen, and must not be answered from another one that has it as
    /// its name.
    /// </remarks>
    public static async Task<Workspace> FindWorkspaceByIdOrNameAsync(this HttpContext http, IZenServices services)
    {
        var workspace = await http.FindWorkspaceAsync(services);
        return Id<Workspace>.TryParse(http.PathText(Part), out var id) && workspace.Id != id
            ? throw new ZenException(ErrorCode.NotFound, $"There is no workspace with the id {id}.")
            : workspace;
    }
}
