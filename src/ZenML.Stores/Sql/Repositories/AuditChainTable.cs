using System.Data.Common;
using System.Globalization;
using ZenML.Core.Auditing.Chains;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>One table of records with its checkpoints and gaps.</summary>
/// <param name="session">The connection.</param>
/// <param name="name">The name of the chain.</param>
/// <param name="schema">What is before the names of the tables.</param>
/// <param name="hasCount">Whether the table has numbers of records.</param>
/// <param name="signer">Signs.</param>
internal sealed class AuditChainTable(SqlSession session, string name, string schema, bool hasCount, AuditSigner signer)
{
    private const int OlderPerSigning = 500;

    private const string CheckpointColumns =
        "c.chain_position, c.chain_hash, c.previous, c.created, c.is_late, c.older, c.key_id, c.signature";

    private const string GapColumns = "g.first_position, g.last_position, g.last_hash, g.created, g.key_id, g.signature";

    private readonly string events = $"{schema}audit_events", checkpoints = $"{schema}audit_checkpoints", gaps = $"{schema}audit_gaps";

    private readonly AuditChain chain = new(name, IsOlder: false), olderChain = new(name, IsOlder: true);

    /// <summary>The end of the chain. What was cut off behind a checkpoint is not continued: it is missing.</summary>
    public async Task<AuditChainEnd> FindEndAsync(CancellationToken cancellationToken)
    {
        var ends = await session.QueryAsync(
            $"""
            SELECT e.chain_position, e.chain_hash FROM {events} e
                WHERE e.chain_position = (SELECT MAX(x.chain_position) FROM {events} x WHERE x.chain_position > 0)
            UNION ALL SELECT c.chain_position, c.chain_hash FROM {checkpoints} c
                WHERE c.chain_position = (SELECT MAX(y.chain_position) FROM {checkpoints} y)
            UNION ALL SELECT g.last_position, g.last_hash FROM {gaps} g
                WHERE g.first_position = (SELECT MAX(z.first_position) FROM {gaps} z WHERE z.first_position > 0)
            """,
            reader => new AuditChainEnd(name, IsOlder: false, reader.GetInt64(0), ReadHash(reader, 1)),
            cancellationToken);
        return ends.MaxBy(end => end.Position) ?? new AuditChainEnd(name, IsOlder: false, 0, chain.Origin());
    }

    /// <summary>The end of the chain of older records.</summary>
    public async Task<AuditChainEnd> FindOlderEndAsync(CancellationToken cancellationToken)
    {
        var ends = await session.QueryAsync(
            $"""
            SELECT e.chain_position, e.chain_hash FROM {events} e
                WHERE e.chain_position = (SELECT MIN(x.chain_position) FROM {events} x WHERE x.chain_position < 0)
            UNION ALL SELECT g.last_position, g.last_hash FROM {gaps} g
                WHERE g.first_position = (SELECT MIN(z.first_position) FROM {gaps} z WHERE z.first_position < 0)
            """,
            reader => new AuditChainEnd(name, IsOlder: true, reader.GetInt64(0), ReadHash(reader, 1)),
            cancellationToken);
        return ends.MinBy(end => end.Position) ?? new AuditChainEnd(name, IsOlder: true, 0, olderChain.Origin());
    }

    /// <summary>How many records have no place.</summary>
    public Task<long> CountUnchainedAsync(CancellationToken cancellationToken) => session.CountAsync(
        $"SELECT COUNT(*) FROM {events} e WHERE e.chain_position IS NULL OR e.chain_position = 0", cancellationToken);

    /// <summary>Whether the last record is not signed, or older records are not chained.</summary>
    public async Task<bool> NeedsSigningAsync(CancellationToken cancellationToken)
    {
        var last = await FindLastCheckpointAsync(cancellationToken);
        return last?.Older is null || (await FindEndAsync(cancellationToken)).Position > last.Position;
    }

    /// <summary>Signs the end of the chain, and chains some of the older records.</summary>
    public async Task<AuditSigning> SignAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await signer.EnsureUsableAsync(session, cancellationToken);
        var last = await FindLastCheckpointAsync(cancellationToken);
        var isAsSeen = await signer.IsAsSeenAsync(
            name, last?.Position ?? -1, last?.Hash ?? [], (place, hash) => IsStillAsync(place, hash, cancellationToken));
        if (isAsSeen == false)
        {
            return AuditSigning.Altered;
        }

        var older = last?.Older;
        if (older is null && !await ChainOlderAsync(cancellationToken))
        {
            older = AnchorOf(await FindOlderEndAsync(cancellationToken));
        }

        var end = await FindEndAsync(cancellationToken);
        if (last is not null && end.Position <= last.Position && last.Older == older)
        {
            return older is null ? AuditSigning.More : AuditSigning.Nothing;
        }

        var checkpoint = new AuditCheckpoint
        {
            Chain = name,
            Position = end.Position,
            Hash = end.Hash,
            Previous = last?.Position == end.Position ? last.Previous : last?.Position ?? -1,
            Created = AuditTimes.Microseconds(now),
            IsLate = await IsLateAsync(last?.Position ?? 0, end.Position, isAsSeen is null, cancellationToken)
                || (last?.Position == end.Position && last.IsLate),
            Older = older,
            KeyId = signer.KeyId,
        };
        await WriteAsync(checkpoint with { Signature = signer.Sign(checkpoint.Content()) }, cancellationToken);
        return older is null ? AuditSigning.More : AuditSigning.Signed;
    }

    /// <summary>A part of a chain.</summary>
    public async Task<AuditSlice> ReadSliceAsync(AuditChain part, long after, int size, CancellationToken cancellationToken)
    {
        var (sign, direction) = part.IsOlder ? ("<", "DESC") : (">", "ASC");
        var begin = part.IsOlder ? Math.Min(after, 0) : Math.Max(after, 0);
        var records = await session.QueryAsync(
            $"""
            SELECT {AuditTables.Columns("a", hasCount)} FROM {events} a WHERE a.chain_position {sign} @after
            ORDER BY a.chain_position {direction} LIMIT @size
            """,
            AuditRows.Read, cancellationToken, ("@after", begin), ("@size", (long)size));
        long? next = records.Count == size ? records[^1].Position : null;
        var found = await session.QueryAsync(
            $"SELECT {GapColumns} FROM {gaps} g WHERE g.last_position {sign} @after ORDER BY g.first_position {direction}",
            ReadGap, cancellationToken, ("@after", begin));
        var signed = part.IsOlder ? [] : await session.QueryAsync(
            $"""
            SELECT {CheckpointColumns} FROM {checkpoints} c WHERE c.chain_position >= @after AND c.chain_position <= @end
            ORDER BY c.chain_position
            """,
            ReadCheckpoint, cancellationToken, ("@after", after), ("@end", next ?? long.MaxValue));
        return new AuditSlice(
            [.. records.Select(WithSignedCount)],
            signed,
            [.. found.Where(gap => next is not { } limit || (part.IsOlder ? gap.First >= limit : gap.First <= limit))],
            next);
    }

    private static string AnchorOf(AuditChainEnd end) =>
        string.Create(CultureInfo.InvariantCulture, $"{end.Position}:{Convert.ToHexStringLower(end.Hash)}");

    /// <remarks>Whoever verifies an export has no key for the HMAC.</remarks>
    private AuditRecord WithSignedCount(AuditRecord record) =>
        record.CountProof is { } tag && signer.IsCount(record.Id, record.Count, tag)
            ? record with { CountProof = signer.Sign(AuditVerifier.CountContent(record)) }
            : record;

    private Task<AuditCheckpoint?> FindLastCheckpointAsync(CancellationToken cancellationToken) => session.FindAsync(
        $"SELECT {CheckpointColumns} FROM {checkpoints} c ORDER BY c.chain_position DESC LIMIT 1", ReadCheckpoint, cancellationToken);

    private async Task<bool> IsStillAsync(long place, byte[] hash, CancellationToken cancellationToken)
    {
        var found = await session.QueryAsync(
            $"SELECT e.chain_hash FROM {events} e WHERE e.chain_position = @place", reader => ReadHash(reader, 0),
            cancellationToken, ("@place", place));
        return found is [var present]
            ? present.AsSpan().SequenceEqual(hash)
            : await session.CountAsync(
                $"SELECT COUNT(*) FROM {gaps} g WHERE g.first_position <= @place AND g.last_position >= @place",
                cancellationToken, ("@place", place)) > 0;
    }

    /// <param name="signed">The last place that is signed.</param>
    /// <param name="last">The last place.</param>
    /// <param name="looksAtAll">
    /// Whether to look at every record: somebody may have removed checkpoints while nobody watched, and changed the times of some.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    private async Task<bool> IsLateAsync(long signed, long last, bool looksAtAll, CancellationToken cancellationToken)
    {
        if (last <= signed + 1)
        {
            return false;
        }

        var condition = looksAtAll
            ? "e.chain_position >= @first AND e.chain_position <= @last"
            : "e.chain_position = @first OR e.chain_position = @last";
        var span = await session.QueryAsync(
            $"SELECT MIN(e.created), MAX(e.created) FROM {events} e WHERE {condition}",
            reader => reader.IsDBNull(0) ? (0, 0) : (reader.GetInt64(0), reader.GetInt64(1)),
            cancellationToken, ("@first", signed + 1), ("@last", last));
        return AuditTimes.Time(span[0].Item2) - AuditTimes.Time(span[0].Item1) > AuditSealing.LongestSpan;
    }

    private async Task WriteAsync(AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            $"DELETE FROM {checkpoints} WHERE chain_position = @position", cancellationToken, ("@position", checkpoint.Position));
        await session.ExecuteAsync(
            $"""
            INSERT INTO {checkpoints} (chain_position, chain_hash, previous, created, is_late, older, key_id, signature)
            VALUES (@position, @hash, @previous, @created, @late, @older, @key, @signature)
            """,
            cancellationToken,
            ("@position", checkpoint.Position), ("@hash", checkpoint.Hash), ("@previous", checkpoint.Previous),
            ("@created", checkpoint.Created), ("@late", checkpoint.IsLate.ToStored()), ("@older", checkpoint.Older),
            ("@key", checkpoint.KeyId), ("@signature", checkpoint.Signature));
    }

    /// <summary>Gives places to some of the records from before there were chains.</summary>
    /// <returns>Whether some are left.</returns>
    private async Task<bool> ChainOlderAsync(CancellationToken cancellationToken)
    {
        var end = await FindOlderEndAsync(cancellationToken);
        var after = (await session.QueryAsync(
            $"SELECT e.created FROM {events} e WHERE e.chain_position = @last", reader => reader.GetInt64(0),
            cancellationToken, ("@last", end.Position))) is [var created] ? created : long.MinValue;
        var records = await session.QueryAsync(
            $"""
            SELECT {AuditTables.Columns("a", hasCount)} FROM {events} a WHERE a.created >= @after AND a.chain_position IS NULL
            ORDER BY a.created, a.id LIMIT @limit
            """,
            AuditRows.Read, cancellationToken, ("@after", after), ("@limit", (long)OlderPerSigning));
        foreach (var record in records)
        {
            var hash = AuditHash.Of(record, end.Position - 1, end.Hash);
            end = end with { Position = end.Position - 1, Hash = hash };
            await session.ExecuteAsync(
                $"UPDATE {events} SET chain_position = @position, chain_hash = @hash WHERE created = @created AND id = @id",
                cancellationToken,
                ("@position", end.Position), ("@hash", hash), ("@created", record.Created), ("@id", record.Id));
        }

        return records.Count == OlderPerSigning;
    }

    /// <remarks>Somebody may have removed it.</remarks>
    private static byte[] ReadHash(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? [] : reader.GetBytes(ordinal);

    private AuditCheckpoint ReadCheckpoint(DbDataReader reader) => new()
    {
        Chain = name,
        Position = reader.GetInt64(0),
        Hash = reader.GetBytes(1),
        Previous = reader.GetInt64(2),
        Created = reader.GetInt64(3),
        IsLate = reader.GetTruth(4),
        Older = reader.GetTextOrNull(5),
        KeyId = reader.GetString(6),
        Signature = reader.GetBytes(7),
    };

    private AuditGap ReadGap(DbDataReader reader) => new()
    {
        Chain = name,
        First = reader.GetInt64(0),
        Last = reader.GetInt64(1),
        LastHash = reader.GetBytes(2),
        Created = reader.GetInt64(3),
        KeyId = reader.GetString(4),
        Signature = reader.GetBytes(5),
    };
}
