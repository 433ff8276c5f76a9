using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Secrets;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Extensions;

/// <summary>
/// Lists and finds secrets with the names of their keys and their versions. Reads values only on request.
/// </summary>
internal static class SecretInfoEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapSecretInfo(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ExtensionPaths.Secrets, http => ListAsync(http, workspace: null));

    /// <summary>Adds the routes below a workspace.</summary>
    public static void MapWorkspaceSecretInfo(this IEndpointRouteBuilder workspace)
    {
        workspace.MapGet(ExtensionPaths.WorkspaceSecrets, ListInWorkspaceAsync);
        workspace.MapGet(ExtensionPaths.SecretValues, ListWithValuesAsync);
        workspace.MapPost(ExtensionPaths.FindSecret, FindAsync);
        workspace.MapPost(ExtensionPaths.ReadSecrets, ReadAsync);
    }

    private static async Task ListInWorkspaceAsync(HttpContext http) =>
        await ListAsync(http, await http.FindWorkspaceByIdOrNameAsync(http.GetServices()));

    private static async Task ListAsync(HttpContext http, Workspace? workspace)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: true);
        var list = query.List(SecretFields.All);
        list.Workspace = workspace?.Id ?? list.Workspace;
        var page = await http.GetServices().SecretMetadata.ListAsync(list, http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, page.Items, hydrate);
        await http.AnswerAsync(page.ToWire(secret => secret.ToInfo(named, hydrate)), ContractsJson.Wire.ResourcePageSecretInfoResource);
    }

    private static async Task ListWithValuesAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var list = query.List(SecretFields.All);
        var services = http.GetServices();
        list.Workspace = (await http.FindWorkspaceByIdOrNameAsync(services)).Id;
        var page = await services.Secrets.ListWithValuesAsync(list, http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, page.Items.Select(secret => secret.Info), hydrate: true);
        await http.AnswerAsync(
            page.ToWire(secret => secret.Info.ToInfo(named, hydrate: true, secret.Values)),
            ContractsJson.Wire.ResourcePageSecretInfoResource);
    }

    private static async Task FindAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var text = body.RequiredText("text");
        var scope = body.Scope();
        var mode = body.ReadLookupMode();
        var withValues = body.Boolean("values") ?? false;
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceByIdOrNameAsync(services);
        var (info, values) = withValues
            ? await FindWithValuesAsync(services.Secrets, workspace.Id, text, scope, mode, http.RequestAborted)
            : (await services.SecretMetadata.FindAsync(workspace.Id, text, scope, mode, http.RequestAborted), null);
        var named = await SecretsEndpoints.LoadNamedAsync(http, [info], hydrate: true);
        await http.AnswerAsync(info.ToInfo(named, hydrate: true, values), ContractsJson.Wire.SecretInfoResource);
    }

    private static async Task ReadAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        body.Require("secrets");
        string[] texts = [.. body.InnerList("secrets").Select(item => item.RequiredText("text"))];
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceByIdOrNameAsync(services);
        var found = await services.Secrets.FindManyWithValuesAsync(workspace.Id, texts, http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, found.Select(secret => secret.Info), hydrate: true);
        await http.AnswerAsync(
            new SecretsBody([.. found.Select(secret => secret.Info.ToInfo(named, hydrate: true, secret.Values))]),
            ContractsJson.Wire.SecretsBody);
    }

    private static async Task<(SecretInfo Info, SecretValues? Values)> FindWithValuesAsync(
        ISecretsService secrets,
        Id<Workspace> workspace,
        string text,
        SecretScope? scope,
        LookupMode mode,
        CancellationToken cancellationToken)
    {
        var secret = await secrets.FindWithValuesAsync(workspace, text, scope, mode, cancellationToken);
        return (secret.Info, secret.Values);
    }
}
