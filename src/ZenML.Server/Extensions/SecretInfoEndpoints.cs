using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Secrets;

namespace ZenML.Server.Extensions;

/// <summary>Lists secrets with the names of their keys and their versions, opening none of them.</summary>
internal static class SecretInfoEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapSecretInfo(this IEndpointRouteBuilder routes) => routes.MapGet(ExtensionPaths.Secrets, ListAsync);

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Boolean("hydrate", otherwise: true);
        var page = await http.GetServices().Secrets.ListAsync(query.List(SecretFields.All), http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, page.Items, hydrate);
        await http.AnswerAsync(page.ToWire(secret => secret.ToInfo(named, hydrate)), ContractsJson.Wire.ResourcePageSecretInfoResource);
    }
}
