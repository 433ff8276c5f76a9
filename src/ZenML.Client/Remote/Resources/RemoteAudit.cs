using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>The audit log of our own server. Other servers have none.</summary>
internal sealed class RemoteAudit(ServerConnection connection) : IAuditService
{
    private readonly RemoteList list = new(connection, ExtensionPaths.Audit);

    public async Task<Page<AuditEvent>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, AuditFields.All) with { Workspace = null };
        if (!await connection.HasExtensionsAsync(cancellationToken))
        {
            throw new ZenException(ErrorCode.NotAllowed, $"The server {connection.Address} does not have an audit log.");
        }

        return (await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken)).Select(Read);
    }

    private static AuditEvent Read(WireValue value)
    {
        var body = value.Find("body") ?? value;
        return new AuditEvent
        {
            Id = new(value["id"].Uuid),
            Created = body["created"].Time,
            UserId = body.Find("user_id") is { } user ? new(user.Uuid) : null,
            UserName = body.Find("user_name")?.Text ?? "",
            Action = Parse(body["action"].Text, AuditTexts.ParseAction, "an action"),
            ResourceType = body["resource_type"].Text,
            ResourceId = body.Find("resource_id")?.Uuid,
            ResourceName = body.Find("resource_name")?.Text,
            Address = body.Find("address")?.Text,
            Outcome = Parse(body["outcome"].Text, AuditTexts.ParseOutcome, "an outcome"),

            // Earlier servers record every event separately.
            Count = body.Find("count")?.Integer ?? 1,
        };
    }

    private static TWord Parse<TWord>(string text, Func<string, TWord> parse, string what)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException)
        {
            throw WireValue.Unexpected(what);
        }
    }
}
