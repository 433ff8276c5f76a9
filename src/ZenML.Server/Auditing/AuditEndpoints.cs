using System.Globalization;
using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;
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
    private const string IdPart = "audit_id";

    /// <summary>Adds the routes.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet(ExtensionPaths.Audit, ListAsync);
        api.MapGet(ExtensionPaths.AuditStatement, DescribeAsync);
        api.MapGet(ExtensionPaths.AuditSlice, ReadSliceAsync);
        api.MapGet($"{ExtensionPaths.Audit}/{{{IdPart}}}", GetAsync);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var page = await http.GetServices().Audit.ListAsync(query.List(AuditFields.All), http.RequestAborted);
        await http.AnswerAsync(page.ToWire(ToWire), ContractsJson.Wire.ResourcePageAuditResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<AuditEvent>(IdPart, mistakes);
        mistakes.ThrowIfAny();
        var found = await http.GetServices().Audit.GetAsync(id, http.RequestAborted);
        await http.AnswerAsync([.. found.Select(ToWire)], ContractsJson.Wire.IReadOnlyListAuditResource);
    }

    private static async Task DescribeAsync(HttpContext http) => await http.AnswerAsync(
        await http.GetServices().Audit.DescribeAsync(http.RequestAborted), ContractsJson.Wire.AuditStatement);

    private static async Task ReadSliceAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var query = new RequestQuery(http, mistakes);
        var chain = query.Choice("chain", AuditChain.Main, AuditChain.Reads) ?? AuditChain.Main;
        var isOlder = query.Boolean("older", otherwise: false);
        var size = query.Integer("size", 1, AuditService.MaximumSlice) ?? AuditService.MaximumSlice;
        var after = new AuditChain(chain, isOlder).Beginning;
        if (query.Text("after") is { } text
            && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out after))
        {
            mistakes.Add("query -> after", "value is not a valid integer (type=type_error.integer)");
        }

        mistakes.ThrowIfAny();
        var slice = await http.GetServices().Audit.ReadSliceAsync(new AuditChain(chain, isOlder), after, size, http.RequestAborted);
        await http.AnswerAsync(slice, ContractsJson.Wire.AuditSlice);
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
        Name = audited.BareName,
        Scope = audited.Scope,
        OwnerId = audited.OwnerId,
        WorkspaceId = audited.WorkspaceId,
        PartOf = audited.PartOf?.Value,
        PartCount = audited.PartCount,
        Keys = audited.ChangedKeys,
    };
}
