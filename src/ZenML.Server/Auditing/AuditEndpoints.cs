using ZenML.Core.Auditing;
using ZenML.Protocol.Auditing;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Auditing;

/// <summary>The audit log, for administrators: an extension of this server.</summary>
internal static class AuditEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api) => api.MapGet(ExtensionPaths.Audit, ListAsync);

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var page = await http.GetServices().Audit.ListAsync(query.List(AuditFields.All), http.RequestAborted);
        await http.AnswerAsync(page.ToWire(ToWire), ContractsJson.Wire.ResourcePageAuditResource);
    }

    private static AuditResource ToWire(AuditEvent audited) => new()
    {
        Id = audited.Id.Value,
        Created = audited.Created,
        UserId = audited.UserId?.Value,
        UserName = audited.UserName,
        Action = audited.Action.Text(),
        ResourceType = audited.ResourceType,
        ResourceId = audited.ResourceId,
        ResourceName = audited.ResourceName,
        Address = audited.Address,
        Outcome = audited.Outcome.Text(),
        Count = audited.Count,
    };
}
