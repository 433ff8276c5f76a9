using System.Collections.Concurrent;
using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class AuditRepository(SqlSession session, AuditTables tables, AuditSigner signer) : IAuditRepository
{
    private const int MostParts = 100_000;

    private static readonly TimeSpan PartSpan = TimeSpan.FromHours(1);

    // A busy server adds thousands in a second, so the texts are made once.
    private static readonly ConcurrentDictionary<(string Table, int Rows), MultipleInsert> Inserts = [];

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["id"] = "a.id {}", ["created"] = "a.created {}", ["user_id"] = "a.user_id {}",
        ["user_name"] = "a.user_name {}", ["action"] = "a.action {}",
        ["resource_type"] = "a.resource_type {}", ["resource_id"] = "a.resource_id {}", ["resource_name"] = "a.resource_name {}",
        ["name"] = "COALESCE(a.bare_name, a.resource_name) {}", ["scope"] = "a.resource_scope {}", ["owner_id"] = "a.owner_id {}",
        ["workspace_id"] = "a.workspace_id {}", ["part_of"] = "a.part_of {}", ["keys"] = "a.changed_keys {}",
        ["address"] = "a.address {}", ["outcome"] = "a.outcome {}",
        ["is_part"] = "CASE WHEN a.part_of IS NULL THEN 0 ELSE 1 END {}",
    };

    private readonly AuditChainTable chain = new(session, tables.Chain, tables.Schema, tables.HasCount, signer);

    // The end of the chain. Nobody else adds to it while the transaction of this unit runs.
    private AuditChainEnd? end;

    public async Task AddAsync(IReadOnlyCollection<AuditEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return;
        }

        var signs = signer.SignsChanges && tables.HasCount;
        if (signs && !signer.HasSigned)
        {
            // What a killed process left unsigned. Together with the new records it would span too much time.
            await TrySignAsync(events.First().Created, cancellationToken);
        }

        var reached = end ?? await chain.FindEndAsync(cancellationToken);
        foreach (var some in events.Chunk(session.Dialect.RowsPerInsert))
        {
            var rows = new object?[some.Length][];
            for (var index = 0; index < some.Length; index++)
            {
                var record = AuditRecord.Of(some[index]);
                if (some[index].IsCounted && tables.HasCount)
                {
                    await signer.EnsureUsableAsync(session, cancellationToken);
                    record = record with { CountProof = signer.MakeCountTag(record.Id, record.Count) };
                }

                var hash = AuditHash.Of(record, reached.Position + 1, reached.Hash);
                reached = new(tables.Chain, IsOlder: false, reached.Position + 1, hash);
                rows[index] = AuditRows.Values(record, reached.Position, hash, tables.HasCount);
            }

            var insert = Inserts.GetOrAdd(
                (tables.Written, some.Length),
                key => new MultipleInsert(key.Table, tables.HasCount ? AuditRows.NamesWithCount : AuditRows.Names, key.Rows));
            await session.ExecuteAsync(insert.Sql, cancellationToken, insert.Parameters(rows));
        }

        end = reached;
        if (signs)
        {
            signer.HasSigned |= await TrySignAsync(events.Last().Created, cancellationToken);
        }
    }

    public async Task AddToCountAsync(Id<AuditEvent> id, long more, CancellationToken cancellationToken)
    {
        await signer.EnsureUsableAsync(session, cancellationToken);
        var present = await session.QueryAsync(
            $"SELECT a.event_count, a.count_tag FROM {tables.Written} a WHERE a.id = @id",
            reader => (Count: reader.GetInt64(0), Tag: reader.IsDBNull(1) ? null : reader.GetBytes(1)),
            cancellationToken, ("@id", id.ToStored()));
        if (present is not [{ Tag: { } tag } counted] || !signer.IsCount(id.ToStored(), counted.Count, tag))
        {
            // It is pruned, or not what was written: then it is evidence.
            return;
        }

        await session.ExecuteAsync(
            $"UPDATE {tables.Written} SET event_count = @count, count_tag = @tag WHERE id = @id",
            cancellationToken,
            ("@count", counted.Count + more),
            ("@tag", signer.MakeCountTag(id.ToStored(), counted.Count + more)),
            ("@id", id.ToStored()));
    }

    public Task<Page<AuditEvent>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        new ListSql(
            $"SELECT {AuditTables.Columns("a", hasCount: true)} FROM {tables.Listed} a", $"{tables.Listed} a", "a", Fields, null)
            .ReadPageAsync(session, query, reader => AuditRows.Read(reader).ToEvent(), cancellationToken);

    public async Task<IReadOnlyList<AuditEvent>> FindPartsAsync(Id<AuditEvent> id, CancellationToken cancellationToken)
    {
        var first = await session.FindAsync(
            $"SELECT {AuditTables.Columns("a", hasCount: true)} FROM {tables.Listed} a WHERE a.id = @id",
            reader => AuditRows.Read(reader).ToEvent(), cancellationToken, ("@id", id.ToStored()));
        if (first?.PartCount is null)
        {
            return first is null ? [] : [first];
        }

        // There is an index of times and none of parts.
        var parts = await session.QueryAsync(
            $"""
            SELECT {AuditTables.Columns("a", hasCount: true)} FROM {tables.Listed} a
            WHERE a.part_of = @id AND a.created >= @begin AND a.created <= @end ORDER BY a.chain_position LIMIT @limit
            """,
            reader => AuditRows.Read(reader).ToEvent(),
            cancellationToken,
            ("@id", id.ToStored()), ("@begin", (first.Created - PartSpan).ToStored()), ("@end", (first.Created + PartSpan).ToStored()),
            ("@limit", (long)MostParts));
        return [first, .. parts];
    }

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

    public Task<bool> NeedsSigningAsync(CancellationToken cancellationToken) => chain.NeedsSigningAsync(cancellationToken);

    public Task<AuditSigning> SignAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        chain.SignAsync(now, cancellationToken);

    public async Task<AuditStatement> DescribeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await signer.EnsureUsableAsync(session, cancellationToken);
        var ends = new List<AuditChainEnd>();
        long unchained = 0;
        foreach (var (name, schema) in tables.Chains)
        {
            var table = TableOf(name, schema);
            ends.Add(await table.FindEndAsync(cancellationToken));
            ends.Add(await table.FindOlderEndAsync(cancellationToken));
            unchained += await table.CountUnchainedAsync(cancellationToken);
        }

        var statement = new AuditStatement
        {
            Created = AuditTimes.Microseconds(now), Ends = ends, Unchained = unchained,
            PublicKey = signer.PublicKey, EarlierKeys = signer.EarlierKeys,
        };
        return statement with { Signature = signer.Sign(statement.Content()) };
    }

    public async Task<AuditSlice> ReadSliceAsync(AuditChain chain, long after, int size, CancellationToken cancellationToken)
    {
        if (!tables.Chains.TryGetValue(chain.Name, out var schema))
        {
            return new AuditSlice([], [], [], null);
        }

        await signer.EnsureUsableAsync(session, cancellationToken);
        return await TableOf(chain.Name, schema).ReadSliceAsync(chain, after, size, cancellationToken);
    }

    public Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        new AuditPruningTable(session, tables.Chain, tables.Schema, tables.HasCount, signer)
            .DeleteBeforeAsync(time, limit, now, cancellationToken);

    private AuditChainTable TableOf(string name, string schema) => new(session, name, schema, name == AuditChain.Main, signer);

    /// <remarks>A change does not fail because nothing can sign it: then the records are not signed until something can.</remarks>
    private async Task<bool> TrySignAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await chain.SignAsync(now, cancellationToken);
            return true;
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.WrongEncryptionKey or ErrorCode.StoreDamaged
            or ErrorCode.StoreUnavailable or ErrorCode.NotAllowed)
        {
            return false;
        }
    }
}
