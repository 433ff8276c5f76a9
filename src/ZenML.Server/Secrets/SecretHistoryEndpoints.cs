using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Secrets;

/// <summary>Earlier versions of secrets: lists, reads, compares, restores and destroys them.</summary>
internal static class SecretHistoryEndpoints
{
    private const string IdPart = "secret_id";

    private const string VersionPart = "version";

    /// <summary>Adds the routes.</summary>
    public static void MapSecretHistory(this IEndpointRouteBuilder api)
    {
        var secret = ExtensionPaths.OfSecret($"{{{IdPart}}}");
        const string version = $"{ExtensionPaths.SecretVersions}/{{{VersionPart}}}";
        api.MapGet(secret + ExtensionPaths.SecretVersions, ListAsync);
        api.MapGet(secret + version, GetAsync);
        api.MapDelete(secret + version, DestroyAsync);
        api.MapGet(secret + ExtensionPaths.SecretDiff, DiffAsync);
        api.MapPost(secret + ExtensionPaths.SecretRollback, RollbackAsync);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var before = new RequestQuery(http, mistakes).Integer("before", 1);
        mistakes.ThrowIfAny();
        var history = await http.GetServices().SecretHistory.ListAsync(id, before, http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, [history.Secret], hydrate: true);
        await http.AnswerAsync(history.ToWire(named), ContractsJson.Wire.SecretHistoryResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var version = http.PathNumber(VersionPart, mistakes);
        mistakes.ThrowIfAny();
        var secret = await http.GetServices().SecretHistory.GetVersionAsync(id, version, http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, [secret.Info], hydrate: true);
        await http.AnswerAsync(secret.Info.ToInfo(named, hydrate: true, secret.Values), ContractsJson.Wire.SecretInfoResource);
    }

    private static async Task DiffAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var query = new RequestQuery(http, mistakes);
        var from = query.Integer("from", 1);
        var to = query.Integer("to", 1);
        var withValues = query.Boolean("values", otherwise: false);
        mistakes.ThrowIfAny();
        var diff = await http.GetServices().SecretHistory.DiffAsync(id, from, to, withValues, http.RequestAborted);
        await http.AnswerAsync(diff.ToWire(), ContractsJson.Wire.SecretDiffResource);
    }

    private static async Task RollbackAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var to = body.Require("to") ? body.Integer("to") ?? 0 : 0;
        var ifVersion = body.Integer("if_version");
        var expected = http.FindExpectedVersion();
        if (ifVersion is not null && expected is not (null or SecretInfo.AnyVersion) && ifVersion != expected)
        {
            body.Report("if_version", "differs from If-Match (type=value_error)");
        }

        mistakes.ThrowIfAny();
        await http.ChangeAsync(
            changing => changing.SecretHistory.RollbackAsync(id, to, ifVersion ?? expected, http.RequestAborted),
            (rollback, named) => rollback.ToWire(named),
            ContractsJson.Wire.SecretRollbackResource,
            (named, rollback) => named.Add(rollback.Secret.User).Add(rollback.Secret.Workspace));
    }

    private static async Task DestroyAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var version = http.PathNumber(VersionPart, mistakes);
        mistakes.ThrowIfAny();
        var expected = http.FindExpectedVersion();
        await http.ChangeAsync(changing => changing.SecretHistory.DestroyAsync(id, version, expected, http.RequestAborted));
    }
}
