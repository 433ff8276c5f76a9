using System.Data;
using System.Data.Common;
using ZenML.Core.Time;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Seed;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Servers;

/// <summary>Makes an empty database a store, and brings an older store up to date. One replica does it; the others wait.</summary>
internal sealed class NetworkedSchema(DatabaseServer server, KeySource keys, TimeProvider clock)
{
    /// <summary>A table that a driver may need before there is a schema.</summary>
    public const string StepsTable = "migration_steps";

    /// <summary>Gives the number of the newest migration that a store has.</summary>
    public const string SelectVersion = "SELECT COALESCE(MAX(m.number), 0) FROM migrations m";

    /// <returns>Whether the database was empty.</returns>
    public Task<bool> EnsureAsync(DbConnection connection, CancellationToken cancellationToken) =>
        EnsureAsync(connection, Migration.Newest, Migration.ReadEmbedded, cancellationToken);

    /// <summary>The same with any migrations.</summary>
    internal async Task<bool> EnsureAsync(
        DbConnection connection, int newest, Func<IReadOnlyList<Migration>> read, CancellationToken cancellationToken)
    {
        var session = new SqlSession(connection, server.Dialect);
        if (await IsCurrentAsync(session, newest, cancellationToken))
        {
            return false;
        }

        var isNew = false;
        await server.RunExclusivelyAsync(
            connection,
            async () =>
            {
                if (await IsCurrentAsync(session, newest, cancellationToken))
                {
                    return;
                }

                // A store that has no version yet has no writers.
                if (await ReadVersionAsync(session, cancellationToken) == 0)
                {
                    await MigrateHereAsync();
                }
                else
                {
                    await server.RunInTurnAsync(connection, MigrateHereAsync, cancellationToken);
                }
            },
            cancellationToken);
        return isNew;

        async Task MigrateHereAsync() => isNew = await MigrateAsync(connection, session, read(), cancellationToken);
    }

    /// <returns>Whether this created the store.</returns>
    private async Task<bool> MigrateAsync(
        DbConnection connection,
        SqlSession session,
        IReadOnlyList<Migration> migrations,
        CancellationToken cancellationToken)
    {
        var now = clock.GetMicrosecondUtcNow();
        await new MigrationRunner(migrations).RunAsync(
            session, migration =>
                server.ApplyAsync(connection, migration), (_, apply) =>
                    apply(), await ReadVersionAsync(session, cancellationToken), now,
            cancellationToken);
        if (await session.CountAsync("SELECT COUNT(*) FROM encryption_keys", cancellationToken) > 0)
        {
            return false;
        }

        await using var transaction = await BeginUnlessBegunAsync(connection, cancellationToken);
        using var sealer = new ValueSealer(keys);
        await StoreSeed.AddAsync(session, sealer, now, cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return true;
    }

    private async Task<ServerTransaction?> BeginUnlessBegunAsync(DbConnection connection, CancellationToken cancellationToken) =>
        server.MigratesInOneTransaction
            ? null
            : await ServerTransaction.BeginAsync(server, connection, IsolationLevel.Unspecified, cancellationToken);

    private async Task<bool> IsCurrentAsync(SqlSession session, int newest, CancellationToken cancellationToken)
    {
        var version = await ReadVersionAsync(session, cancellationToken);
        if (version > newest)
        {
            throw NetworkedErrors.IsNewer(server);
        }

        return version == newest && await session.CountAsync("SELECT COUNT(*) FROM encryption_keys", cancellationToken) > 0;
    }

    private async Task<int> ReadVersionAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var tables = await session.QueryAsync(
            $"SELECT t.table_name FROM information_schema.tables t WHERE t.table_schema = {server.CurrentSchema}",
            reader => reader.GetString(0),
            cancellationToken);
        if (tables.Contains("migrations"))
        {
            return (int)await session.CountAsync(SelectVersion, cancellationToken);
        }

        // Half a store has the table of steps, and its migration goes on where it was.
        return tables.Count == 0 || tables.Contains(StepsTable) ? 0 : throw NetworkedErrors.NotAStore(server);
    }
}
