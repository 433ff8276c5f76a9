using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Secrets;

namespace ZenML.Server.Access;

/// <summary>Shares secrets, and says who can do what: an extension of this server. No response has values.</summary>
internal static class SecretSharingEndpoints
{
    private const string IdPart = "secret_id";

    /// <summary>Adds the routes.</summary>
    public static void MapSecretSharing(this IEndpointRouteBuilder api)
    {
        var secret = ExtensionPaths.OfSecret($"{{{IdPart}}}");
        api.MapGet(secret + ExtensionPaths.SecretAccess, GetAccessAsync);
        api.MapPut(secret + ExtensionPaths.ShareSecret, ShareAsync).WithMetadata(SmallBody.Instance);
        api.MapPost(secret + ExtensionPaths.UnshareSecret, UnshareAsync).WithMetadata(SmallBody.Instance);
        api.MapGet(ExtensionPaths.Access, GetHolderAccessAsync);
    }

    private static async Task GetAccessAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        mistakes.ThrowIfAny();
        var report = await http.GetServices().AccessReports.OfSecretAsync(id, http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, [report.Secret], hydrate: true);
        await http.AnswerAsync(report.ToWire(named), ContractsJson.Wire.SecretAccessBody);
    }

    private static async Task GetHolderAccessAsync(HttpContext http)
    {
        var holder = new RequestQuery(http, new RequestMistakes()).Text(ExtensionPaths.Holder);
        var access = await http.GetServices().AccessReports.OfHolderAsync(holder, http.RequestAborted);
        await http.AnswerAsync(access.ToWire(), ContractsJson.Wire.HolderAccessBody);
    }

    private static async Task ShareAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var holder = body.RequiredText(ExtensionPaths.Holder);
        var right = body.Require("right") ? AccessTexts.FindRight(body.Choice("right", AccessTexts.RightWords)) ?? default : default;
        var until = body.Time("until");
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.SecretSharing.ShareAsync(id, holder, right, until, http.RequestAborted));
    }

    private static async Task UnshareAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var holder = (await RequestBody.ReadAsync(http, mistakes)).RequiredText(ExtensionPaths.Holder);
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.SecretSharing.UnshareAsync(id, holder, http.RequestAborted));
    }

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<SharedSecret>> change) => http.ChangeAsync(
        change,
        (shared, named) => shared.ToWire(named),
        ContractsJson.Wire.SharedSecretResource,
        (named, shared) => named.Add(shared.Secret.User).Add(shared.Secret.Workspace));
}
