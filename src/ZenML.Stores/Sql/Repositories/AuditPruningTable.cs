using ZenML.Core.Auditing.Chains;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// Deletes old records and leaves signed gaps. Verifies first what it deletes: otherwise whoever changes the time of a record would have
/// it deleted, with a signature.
/// </summary>
/// <param name="session">The connection.</param>
/// <param name="name">The name of the chain.</param>
/// <param name="schema">What is before the names of the tables.</param>
/// <param name="hasCount">Whether the table has numbers of records.</param>
/// <param name="signer">Signs.</param>
internal sealed class AuditPruningTable(SqlSession session, string name, string schema, bool hasCount, AuditSigner signer)
{
    private readonly string events = $"{schema}audit_events", checkpoints = $"{schema}audit_checkpoints", gaps = $"{schema}audit_gaps";

    /// <summary>Deletes records from before a time, the oldest first.</summary>
    public async Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = await session.QueryAsync(
            $"""
            SELECT {AuditTables.Columns("a", hasCount)} FROM {events} a WHERE a.created < @time ORDER BY a.created, a.id LIMIT @limit
            """,
            AuditRows.Read, cancellationToken, ("@time", time.ToStored()), ("@limit", (long)limit));
        if (due.Count == 0)
        {
            return 0;
        }

        await signer.EnsureUsableAsync(session, cancellationToken);
        var deleted = await DeleteUnchainedAsync(due.Count(record => record.Position == 0), time, cancellationToken);
        foreach (var run in Runs(due))
        {
            var sound = await VerifyAsync(run, cancellationToken);
            if (sound.Count > 0)
            {
                deleted += await DeleteAsync(sound, AuditTimes.Microseconds(now), cancellationToken);
            }
        }

        return deleted;
    }

    /// <summary>Records at places that follow each other.</summary>
    private static IEnumerable<List<AuditRecord>> Runs(IEnumerable<AuditRecord> records)
    {
        var run = new List<AuditRecord>();
        foreach (var record in records.Where(record => record.Position != 0)
            .OrderBy(record => record.Position < 0).ThenBy(record => Math.Abs(record.Position)))
        {
            if (run.Count > 0 && (record.Position < 0 ? record.Position != run[^1].Position - 1 : record.Position != run[^1].Position + 1))
            {
                yield return run;
                run = [];
            }

            run.Add(record);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    /// <remarks>Those that are not chained yet, or that somebody took out of the chain: then their place is empty without a gap.</remarks>
    private async Task<int> DeleteUnchainedAsync(int count, DateTimeOffset time, CancellationToken cancellationToken) => count == 0
        ? 0
        : await session.ExecuteAsync(
            $"""
            DELETE FROM {events} WHERE created < @time AND (created, id) IN (
                SELECT old.created, old.id FROM (SELECT a.created, a.id FROM {events} a WHERE a.created < @time
                    AND a.chain_position IS NULL ORDER BY a.created, a.id LIMIT @limit) old)
            """,
            cancellationToken, ("@time", time.ToStored()), ("@limit", (long)count));

    /// <summary>The records of a run up to the first one that is not what was written.</summary>
    private async Task<List<AuditRecord>> VerifyAsync(List<AuditRecord> run, CancellationToken cancellationToken)
    {
        if (await FindHashBeforeAsync(run[0].Position, cancellationToken) is not { } hash)
        {
            return [];
        }

        var signed = (await session.QueryAsync(
            $"SELECT c.chain_position, c.chain_hash FROM {checkpoints} c WHERE c.chain_position >= @first AND c.chain_position <= @last",
            reader => (Position: reader.GetInt64(0), Hash: reader.GetBytes(1)),
            cancellationToken, ("@first", run[0].Position), ("@last", run[^1].Position)))
            .ToDictionary(checkpoint => checkpoint.Position, checkpoint => checkpoint.Hash);
        var sound = new List<AuditRecord>();
        foreach (var record in run)
        {
            if (!AuditHash.Of(record, record.Position, hash).AsSpan().SequenceEqual(record.Hash)
                || (signed.TryGetValue(record.Position, out var expected) && !expected.AsSpan().SequenceEqual(record.Hash)))
            {
                break;
            }

            hash = record.Hash;
            sound.Add(record);
        }

        return sound;
    }

    private async Task<byte[]?> FindHashBeforeAsync(long position, CancellationToken cancellationToken)
    {
        if (Math.Abs(position) == 1)
        {
            return new AuditChain(name, position < 0).Origin();
        }

        var before = position < 0 ? position + 1 : position - 1;
        var found = await session.QueryAsync(
            $"""
            SELECT e.chain_hash FROM {events} e WHERE e.chain_position = @before
            UNION ALL SELECT g.last_hash FROM {gaps} g WHERE g.last_position = @same
            """,
            reader => reader.IsDBNull(0) ? null : reader.GetBytes(0), cancellationToken, ("@before", before), ("@same", before));
        return found is [var hash, ..] ? hash : null;
    }

    private async Task<int> DeleteAsync(List<AuditRecord> run, long now, CancellationToken cancellationToken)
    {
        var (first, last) = (run[0].Position, run[^1].Position);
        var gap = await MergeAsync(
            new AuditGap { Chain = name, First = first, Last = last, LastHash = run[^1].Hash, Created = now, KeyId = signer.KeyId },
            cancellationToken);
        await session.ExecuteAsync(
            $"""
            INSERT INTO {gaps} (first_position, last_position, last_hash, created, key_id, signature)
            VALUES (@first, @last, @hash, @created, @key, @signature)
            """,
            cancellationToken,
            ("@first", gap.First), ("@last", gap.Last), ("@hash", gap.LastHash), ("@created", gap.Created), ("@key", gap.KeyId),
            ("@signature", signer.Sign(gap.Content())));
        var (low, high) = (Math.Min(first, last), Math.Max(first, last));

        // The last checkpoint stays: it says where the chain ended.
        await session.ExecuteAsync(
            $"""
            DELETE FROM {checkpoints} WHERE chain_position >= @low AND chain_position <= @high AND chain_position > 0
                AND chain_position < (SELECT kept.last FROM (SELECT MAX(c.chain_position) AS last FROM {checkpoints} c) kept)
            """,
            cancellationToken, ("@low", low), ("@high", high));
        return await session.ExecuteAsync(
            $"DELETE FROM {events} WHERE chain_position >= @low AND chain_position <= @high",
            cancellationToken, ("@low", low), ("@high", high));
    }

    /// <summary>Joins a gap with those before and after it, so that there are few.</summary>
    private async Task<AuditGap> MergeAsync(AuditGap gap, CancellationToken cancellationToken)
    {
        var step = gap.First < 0 ? -1 : 1;
        var neighbours = await session.QueryAsync(
            $"""
            SELECT g.first_position, g.last_position, g.last_hash, g.created, g.key_id, g.signature FROM {gaps} g
            WHERE g.last_position = @before OR g.first_position = @after
            """,
            reader => new AuditGap
            {
                Chain = name, First = reader.GetInt64(0), Last = reader.GetInt64(1), LastHash = reader.GetBytes(2),
                Created = reader.GetInt64(3), KeyId = reader.GetString(4), Signature = reader.GetBytes(5),
            },
            cancellationToken, ("@before", gap.First - step), ("@after", gap.Last + step));
        foreach (var other in neighbours.Where(other => signer.Verifies(other.KeyId, other.Content(), other.Signature)))
        {
            await session.ExecuteAsync($"DELETE FROM {gaps} WHERE first_position = @first", cancellationToken, ("@first", other.First));
            gap = other.Last == gap.First - step
                ? gap with { First = other.First }
                : gap with { Last = other.Last, LastHash = other.LastHash };
        }

        return gap;
    }
}
