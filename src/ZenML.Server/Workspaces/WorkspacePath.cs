using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Paths;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Workspaces;

/// <summary>Finds the workspace in a request path.</summary>
internal static class WorkspacePath
{
    /// <summary>The name of the route parameter.</summary>
    public const string Part = ApiPaths.WorkspacePart;

    /// <summary>Returns the workspace in the path, by its complete id or exact name.</summary>
    public static Task<Workspace> FindWorkspaceAsync(this HttpContext http, IZenServices services) =>
        services.Workspaces.FindAsync(http.PathText(Part), LookupMode.Exact, http.RequestAborted);

    /// <summary>Returns the workspace in the path. Text in the form of an id is never treated as a name.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    /// <remarks>
    /// A client sends the id of the selected workspace. It must not get a different workspace that has this id as its name.
    /// </remarks>
    public static async Task<Workspace> FindWorkspaceByIdOrNameAsync(this HttpContext http, IZenServices services)
    {
        var workspace = await http.FindWorkspaceAsync(services);
        return Id<Workspace>.TryParse(http.PathText(Part), out var id) && workspace.Id != id
            ? throw new ZenException(ErrorCode.NotFound, $"There is no workspace with the id {id}.")
            : workspace;
    }
}
