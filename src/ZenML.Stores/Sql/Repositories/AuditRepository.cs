using System.Collections.Concurrent;
using System.Data.Common;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class AuditRepository(SqlSession session, AuditTables tables) : IAuditRepository
{
    private const string Columns = "a.id, a.created, a.user_id, a.user_name, a.action, a.resource_type, "
        + "a.resource_id, a.resource_name, a.address, a.outcome, a.event_count";

    private static readonly string[] Names =
    [
        "id", "created", "user_id", "user_name", "action", "resource_type", "resource_id", "resource_name", "address",
        "outcome",
    ];

    private static readonly string[] NamesWithCount = [.. Names, "event_count"];

    // A busy server adds thousands in a second, so the texts are made once.
    private static readonly ConcurrentDictionary<(string Table, int Rows), MultipleInsert> Inserts = [];

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["id"] = "a.id {}", ["created"] = "a.created {}", ["user_id"] = "a.user_id {}",
        ["user_name"] = "a.user_name {}", ["action"] = "a.action {}",
        ["resource_type"] = "a.resource_type {}", ["resource_id"] = "a.resource_id {}", ["resource_name"] = "a.resource_name {}",
        ["address"] = "a.address {}", ["outcome"] = "a.outcome {}",
    };

    public async Task AddAsync(IReadOnlyCollection<AuditEvent> events, CancellationToken cancellationToken)
    {
        foreach (var some in events.Chunk(session.Dialect.RowsPerInsert))
        {
            var insert = Inserts.GetOrAdd(
                (tables.Written, some.Length),
                key => new MultipleInsert(key.Table, tables.HasCount ? NamesWithCount : Names, key.Rows));
            await session.ExecuteAsync(
                insert.Sql, cancellationToken, insert.Parameters(some.Select(added => Values(added, tables.HasCount))));
        }
    }

    public Task AddToCountAsync(Id<AuditEvent> id, long more, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"UPDATE {tables.Written} SET event_count = event_count + @more WHERE id = @id",
        cancellationToken,
        ("@more", more),
        ("@id", id.ToStored()));

    public Task<Page<AuditEvent>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        new ListSql($"SELECT {Columns} FROM {tables.Listed} a", $"{tables.Listed} a", "a", Fields, null)
            .ReadPageAsync(session, query, Map, cancellationToken);

    public async Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken)
    {
        var oldest = await session.QueryAsync(
            $"SELECT a.created FROM {tables.Written} a ORDER BY a.created LIMIT 1", reader => reader.GetTime(0), cancellationToken);
        return oldest is [var time] ? time : null;
    }

    public async Task<DateTimeOffset?> FindNewestAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var newest = await session.QueryAsync(
            $"SELECT a.created FROM {tables.Written} a WHERE a.created <= @until ORDER BY a.created DESC LIMIT 1",
            reader => reader.GetTime(0), cancellationToken, ("@until", until.ToStored()));
        return newest is [var time] ? time : null;
    }

    public Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"""
        DELETE FROM {tables.Written} WHERE created < @time AND (created, id) IN (
            SELECT old.created, old.id FROM (SELECT a.created, a.id FROM {tables.Written} a WHERE a.created < @time
                ORDER BY a.created, a.id LIMIT @limit) old)
        """,
        cancellationToken, ("@time", time.ToStored()), ("@limit", (long)limit));

    private static object?[] Values(AuditEvent added, bool withCount) =>
    [
        added.Id.ToStored(), added.Created.ToStored(), added.UserId?.ToStored(), added.UserName, added.Action.Text(), added.ResourceType,
        added.ResourceId?.ToStored(), added.ResourceName, added.Address, added.Outcome.Text(),
        .. withCount ? (object?[])[added.Count] : [],
    ];

    private static AuditEvent Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<AuditEvent>(0),
        Created = reader.GetTime(1),
        UserId = reader.GetIdOrNull<User>(2),
        UserName = reader.GetString(3),
        Action = AuditTexts.ParseAction(reader.GetString(4)),
        ResourceType = reader.GetString(5),
        ResourceId = reader.GetIdOrNull<AuditEvent>(6)?.Value,
        ResourceName = reader.GetTextOrNull(7),
        Address = reader.GetTextOrNull(8),
        Outcome = AuditTexts.ParseOutcome(reader.GetString(9)),
        Count = reader.GetInt64(10),
    };
}
