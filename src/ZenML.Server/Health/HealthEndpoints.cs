using ZenML.Core.Auditing;
using ZenML.Core.Querying;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Health;

/// <summary>Whether the server lives and can serve, and which API it speaks.</summary>
internal static class HealthEndpoints
{
    /// <summary>The version of ZenML whose API this is.</summary>
    public const string ApiVersion = "0.58.0";

    private static readonly ResourceQuery OneWorkspace = QueryParser.Parse(new ListQuery { Size = 1 }, WorkspaceFields.All);

    /// <summary>Adds the routes for probes, which are outside the API.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health", ["GET", "HEAD"], http => http.AnswerAsync("OK", ContractsJson.Wire.String)).AllowAnonymous();
        routes.MapMethods("/ready", ["GET", "HEAD"], ReadyAsync).AllowAnonymous();
    }

    /// <summary>Adds the route for the version.</summary>
    public static void MapVersion(this IEndpointRouteBuilder api) =>
        api.MapGet(ApiPaths.Version, http => http.AnswerAsync(ApiVersion, ContractsJson.Wire.String)).AllowAnonymous();

    /// <remarks>
    /// Ready is who can read the store and has written what it gathered of the audit, without which no values are given
    /// out; whoever cannot answers 503 by way of the error itself.
    /// </remarks>
    private static async Task ReadyAsync(HttpContext http)
    {
        http.RequestServices.GetRequiredService<ReadAuditWriter>().EnsureAcceptsReads();
        await http.GetDatabase().ReadAsync((unit, token) => unit.Workspaces.ListAsync(OneWorkspace, token), http.RequestAborted);
        await http.AnswerAsync("OK", ContractsJson.Wire.String);
    }
}
