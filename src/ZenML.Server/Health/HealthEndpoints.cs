using ZenML.Core.Auditing;
using ZenML.Core.Querying;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Server.Http;

namespace ZenML.Server.Health;

/// <summary>Whether the server lives and can serve, and which API it speaks.</summary>
internal static class HealthEndpoints
{
    /// <summary>The version of ZenML whose API this is.</summary>
    public const string ApiVersion = "0.58.0";

    private static readonly ResourceQuery OneWorkspace = QueryParser.Parse(new ListQuery { Size = 1 }, WorkspaceFields.All);

    /// <summary>Adds the routes.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health", ["GET", "HEAD"], http => http.AnswerAsync("OK", ContractsJson.Wire.String)).AllowAnonymous();
        routes.MapMethods("/ready", ["GET", "HEAD"], ReadyAsync).AllowAnonymous();
        routes.MapGet("/api/v1/version", http => http.AnswerAsync(ApiVersion, ContractsJson.Wire.String)).AllowAnonymous();
    }

    /// <remarks>Ready is who can read the store and has written what it gathered of the audit, without which no values are given out; whoever cannot answers 503 by way of the error itself.</remarks>
    private static async Task ReadyAsync(HttpContext http)
    {
        http.RequestServices.GetRequiredService<ReadAuditWriter>().EnsureAcceptsReads();
        await http.GetDatabase().ReadAsync((unit, token) => unit.Workspaces.ListAsync(OneWorkspace, token), http.RequestAborted);
        await http.AnswerAsync("OK", ContractsJson.Wire.String);
    }
}
