using ZenML.Core.Auditing;
using ZenML.Core.Querying;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Health;

/// <summary>Liveness, readiness and the version of the API.</summary>
internal static class HealthEndpoints
{
    /// <summary>The version of ZenML whose API this server implements.</summary>
    public const string ApiVersion = "0.58.0";

    private static readonly ResourceQuery OneWorkspace = QueryParser.Parse(new ListQuery { Size = 1 }, WorkspaceFields.All);

    /// <summary>Adds the routes for probes, outside the API.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health", ["GET", "HEAD"], http => http.AnswerAsync("OK", ContractsJson.Wire.String)).AllowAnonymous();
        routes.MapMethods("/ready", ["GET", "HEAD"], ReadyAsync).AllowAnonymous();
    }

    /// <summary>Adds the route for the version.</summary>
    public static void MapVersion(this IEndpointRouteBuilder api) =>
        api.MapGet(ApiPaths.Version, http => http.AnswerAsync(ApiVersion, ContractsJson.Wire.String)).AllowAnonymous();

    /// <remarks>
    /// The server is ready if it can read the store and has written its buffered read records, without which it returns no
    /// values. Otherwise, the error itself causes status 503.
    /// </remarks>
    private static async Task ReadyAsync(HttpContext http)
    {
        http.RequestServices.GetRequiredService<ReadAuditWriter>().EnsureAcceptsReads();
        await http.GetDatabase().ReadAsync((unit, token) => unit.Workspaces.ListAsync(OneWorkspace, token), http.RequestAborted);
        await http.AnswerAsync("OK", ContractsJson.Wire.String);
    }
}
