using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Secrets;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Secrets;

/// <summary>Finds the secrets that have a value, for administrators.</summary>
internal static class LeakedSecretsEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapLeakedSecrets(this IEndpointRouteBuilder api) => api.MapPost(ExtensionPaths.LeakedSecrets, FindAsync);

    private static async Task FindAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var value = body.RequiredText("value");
        var allVersions = body.Boolean("all_versions") ?? false;
        mistakes.ThrowIfAny();
        var found = await http.GetServices().SecretLeaks.FindAsync(new SensitiveString(value), allVersions, http.RequestAborted);
        var named = await SecretsEndpoints.LoadNamedAsync(http, [.. found.Select(leak => leak.Secret)], hydrate: true);
        await http.AnswerAsync(
            new LeakedSecretsBody
            {
                Found =
                [
                    .. found.Select(leak => new LeakedSecretResource
                    {
                        Secret = leak.Secret.ToInfo(named, hydrate: true), Version = leak.Version, Key = leak.Key,
                    }),
                ],
            },
            ContractsJson.Wire.LeakedSecretsBody);
    }
}
