using ZenML.Core.Access;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Access;

/// <summary>Roles of accounts and groups: an extension of this server.</summary>
internal static class RolesEndpoints
{
    private const string WorkspaceField = "workspace";

    /// <summary>Adds the routes.</summary>
    public static void MapRoles(this IEndpointRouteBuilder api)
    {
        api.MapGet(ExtensionPaths.Roles, ListAsync);
        api.MapPut(ExtensionPaths.Roles, GrantAsync).WithMetadata(SmallBody.Instance);
        api.MapPost(ExtensionPaths.RevokeRole, RevokeAsync).WithMetadata(SmallBody.Instance);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var workspace = new RequestQuery(http, mistakes).Id<Workspace>(WorkspaceField);
        mistakes.ThrowIfAny();
        var roles = await http.GetServices().Roles.ListAsync(workspace, http.RequestAborted);
        await http.AnswerAsync(roles.ToWire(), ContractsJson.Wire.RolesBody);
    }

    private static async Task GrantAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var holder = body.RequiredText(ExtensionPaths.Holder);
        var role = body.Require("role") ? body.Role() ?? default : default;
        var workspace = ReadWorkspace(body);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(
            changing => changing.Roles.GrantAsync(holder, role, workspace, http.RequestAborted),
            (granted, _) => granted.ToWire(),
            ContractsJson.Wire.GrantedRoleResource);
    }

    private static async Task RevokeAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var holder = body.RequiredText(ExtensionPaths.Holder);
        var role = body.Role();
        var workspace = ReadWorkspace(body);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(
            changing => changing.Roles.RevokeAsync(holder, role, workspace, http.RequestAborted),
            (revoked, _) => revoked.ToWire(),
            ContractsJson.Wire.RevokedRoleResource);
    }

    private static Role? Role(this RequestBody body) => AccessTexts.FindRole(body.Choice("role", AccessTexts.RoleWords));

    /// <summary>Returns the workspace; null for every workspace, which a request must ask for in so many words.</summary>
    private static Id<Workspace>? ReadWorkspace(RequestBody body)
    {
        if (body.Boolean(ExtensionPaths.AllWorkspaces) != true)
        {
            return body.RequiredId<Workspace>(WorkspaceField);
        }

        if (body.HasValue(WorkspaceField))
        {
            body.Report(WorkspaceField, $"cannot be combined with {ExtensionPaths.AllWorkspaces} (type=value_error)");
        }

        return null;
    }
}
