using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Secrets;

/// <summary>Deleted secrets: lists and finds them, takes deletions back and deletes for good. No response has values.</summary>
internal static class DeletedSecretsEndpoints
{
    private const string IdPart = "secret_id";

    /// <summary>Adds the routes.</summary>
    public static void MapDeletedSecrets(this IEndpointRouteBuilder api)
    {
        api.MapGet(ExtensionPaths.DeletedSecrets, ListAsync);
        api.MapGet(ExtensionPaths.SecretRetention, GetRetentionAsync);
        api.MapPost(ExtensionPaths.OfSecret($"{{{IdPart}}}") + ExtensionPaths.UndeleteSecret, UndeleteAsync);
        api.MapDelete($"{ExtensionPaths.DeletedSecrets}/{{{IdPart}}}", PurgeAsync);
    }

    /// <summary>Adds the route below a workspace.</summary>
    public static void MapWorkspaceDeletedSecrets(this IEndpointRouteBuilder workspace) =>
        workspace.MapPost(ExtensionPaths.FindDeletedSecret, FindAsync);

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: true);
        var page = await http.GetServices().DeletedSecrets.ListAsync(query.List(DeletedSecretFields.All), http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, page.Items.Select(deleted => deleted.Secret), hydrate);
        await http.AnswerAsync(
            page.ToWire(deleted => ToWire(deleted, named, hydrate)), ContractsJson.Wire.ResourcePageSecretInfoResource);
    }

    private static async Task GetRetentionAsync(HttpContext http)
    {
        var retention = await http.GetServices().DeletedSecrets.FindRetentionAsync(http.RequestAborted);
        await http.AnswerAsync(new SecretRetentionBody((int)retention!.Value.TotalDays), ContractsJson.Wire.SecretRetentionBody);
    }

    private static async Task FindAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var text = body.RequiredText("text");
        var scope = body.Scope();
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceByIdOrNameAsync(services);
        var found = await services.DeletedSecrets.FindAsync(workspace.Id, text, scope, http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, [found.Secret], hydrate: true);
        await http.AnswerAsync(ToWire(found, named, hydrate: true), ContractsJson.Wire.SecretInfoResource);
    }

    private static async Task UndeleteAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = body.Text("name", SecretName.MaximumLength);
        mistakes.ThrowIfAny();
        var expected = http.FindExpectedVersion();
        await http.ChangeAsync(
            changing => changing.DeletedSecrets.UndeleteAsync(
                id, name is null ? (SecretName?)null : SecretName.Parse(name), expected, http.RequestAborted),
            (secret, named) => secret.ToInfo(named, hydrate: true),
            ContractsJson.Wire.SecretInfoResource,
            (named, secret) => named.Add(secret.User).Add(secret.Workspace));
    }

    private static async Task PurgeAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var evenIfDamaged = new RequestQuery(http, mistakes).Boolean(ExtensionPaths.EvenIfDamaged, otherwise: false);
        mistakes.ThrowIfAny();
        var purge = new SecretPurge { IfVersion = http.FindExpectedVersion(), EvenIfDamaged = evenIfDamaged };
        await http.ChangeAsync(changing => changing.DeletedSecrets.PurgeAsync(id, purge, http.RequestAborted));
    }

    private static SecretInfoResource ToWire(DeletedSecret deleted, NamedLoader named, bool hydrate)
    {
        var resource = deleted.Secret.ToInfo(named, hydrate);
        return resource with
        {
            Body = resource.Body! with { Deleted = deleted.Secret.Deleted, PurgedAfter = deleted.PurgedAfter },
        };
    }
}
