using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using System.Globalization;
using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>The audit log of our own server. Other servers have none.</summary>
internal sealed class RemoteAudit(ServerConnection connection) : IAuditService
{
    private static readonly string[] EarlierFields =
    [
        "id", "created", "user_id", "user_name", "action", "resource_type", "resource_id", "resource_name", "address", "outcome",
    ];

    private readonly RemoteList list = new(connection, ExtensionPaths.Audit);

    public async Task<Page<AuditEvent>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, AuditFields.All) with { Workspace = null };
        if (!await connection.HasExtensionsAsync(cancellationToken))
        {
            throw new ZenException(ErrorCode.NotAllowed, $"The server {connection.Address} does not have an audit log.");
        }

        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithAuditChains, cancellationToken))
        {
            // It would ignore the filters that it does not know.
            parsed = parsed with { Conditions = [.. parsed.Conditions.Where(condition => condition.Field.Name != "is_part")] };
            if (parsed.Conditions.FirstOrDefault(condition => !EarlierFields.Contains(condition.Field.Name)) is { } unknown)
            {
                throw new ZenException(
                    ErrorCode.NotAllowed,
                    $"The server {connection.Address} is too old to filter its audit log by '{unknown.Field.Name}'. Upgrade it.");
            }
        }

        return (await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken)).Select(Read);
    }

    public async Task<IReadOnlyList<AuditEvent>> GetAsync(Id<AuditEvent> id, CancellationToken cancellationToken)
    {
        await EnsureChainsAsync(cancellationToken);
        WireValue[] found = [.. (await connection.GetAsync($"{ExtensionPaths.Audit}/{id}", cancellationToken)).Items];
        return found.Length == 0 ? throw WireValue.Unexpected("a record") : [Read(found[0].WithId(id.Value)), .. found[1..].Select(Read)];
    }

    public async Task<AuditStatement> DescribeAsync(CancellationToken cancellationToken)
    {
        await EnsureChainsAsync(cancellationToken);
        return AuditReading.ReadStatement(await connection.GetAsync(ExtensionPaths.AuditStatement, cancellationToken));
    }

    public async Task<AuditSlice> ReadSliceAsync(AuditChain chain, long after, int size, CancellationToken cancellationToken)
    {
        await EnsureChainsAsync(cancellationToken);
        var query = new QueryText()
            .WithIf("chain", chain.Name)
            .WithIf("older", chain.IsOlder ? "true" : null)
            .WithIf("after", after.ToString(CultureInfo.InvariantCulture))
            .WithIf("size", size.ToString(CultureInfo.InvariantCulture));
        var slice = AuditReading.ReadSlice(await connection.GetAsync($"{ExtensionPaths.AuditSlice}{query}", cancellationToken));
        return slice.Next is null || (chain.IsOlder ? slice.Next < Math.Min(after, 0) : slice.Next > after)
            ? slice
            : throw WireValue.Unexpected("a slice after the one before");
    }

    private async Task EnsureChainsAsync(CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed, $"The server {connection.Address} is ZenML's own, which has no audit log.");
        }

        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithAuditChains, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed, $"The server {connection.Address} is too old to verify or export its audit log. Upgrade it.");
        }
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
            BareName = body.Find("name")?.Text,
            Scope = body.Find("scope")?.Text,
            OwnerId = body.Find("owner_id")?.Uuid,
            WorkspaceId = body.Find("workspace_id")?.Uuid,
            PartOf = body.Find("part_of") is { } part ? new(part.Uuid) : null,
            PartCount = body.Find("part_count")?.Integer,
            ChangedKeys = body.Find("keys") is { } keys ? [.. keys.Items.Select(key => key.Text)] : [],
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
