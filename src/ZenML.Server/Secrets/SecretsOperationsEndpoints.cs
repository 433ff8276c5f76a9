using ZenML.Protocol.Errors;
using ZenML.Protocol.Paths;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Secrets;

/// <summary>Backup and restore of all secrets. They need a backup store, which this server does not support yet.</summary>
internal static class SecretsOperationsEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapSecretsOperations(this IEndpointRouteBuilder api)
    {
        api.MapPut(ApiPaths.BackUpSecrets, http => Refuse(http, ignoresErrors: true));
        api.MapPut(ApiPaths.RestoreSecrets, http => Refuse(http, ignoresErrors: false));
    }

    private static Task Refuse(HttpContext http, bool ignoresErrors)
    {
        var mistakes = new RequestMistakes();
        var query = new RequestQuery(http, mistakes);
        query.Boolean("ignore_errors", ignoresErrors);
        query.Boolean("delete_secrets", otherwise: false);
        mistakes.ThrowIfAny();
        throw HttpFailure.Named(501, ErrorClass.NotImplemented, "This server does not have a backup store for secrets.");
    }
}
