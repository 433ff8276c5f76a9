using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core.Errors;
using ZenML.Core.Time;
using ZenML.Stores.Sql.Migrations;

namespace ZenML.Stores.Sqlite;

/// <summary>
/// Brings the store of an older version up to date. One process does it while nobody else has the database open: a server of an older
/// version would go on to
/// write rows as it knows them.
/// </summary>
internal static class SqliteSchemaUpdate
{
    private const int PatienceMilliseconds = 10_000;

    /// <summary>Brings the store up to date.</summary>
    /// <param name="files">The files. This process has no connection to the database.</param>
    /// <param name="migrations">All migrations.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the work between migrations.</param>
    /// <param name="patienceMilliseconds">How long to wait for others to close the database.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: somebody else has the database open. Nothing was
    /// changed.</exception>
    public static async Task RunAsync(
        StoreFiles files, IReadOnlyList<Migration> migrations, TimeProvider clock, CancellationToken cancellationToken,
        int patienceMilliseconds = PatienceMilliseconds)
    {
        using var held = await StoreLock.TakeAsync(files.Lock, () => IsCurrent(files, migrations.Count), clock, cancellationToken);
        if (held is null)
        {
            return;
        }

        try
        {
            using var connections = new SqliteConnections(files.Database, busyMilliseconds: patienceMilliseconds, isExclusive: true);
            using var session = connections.Rent();
            if (!SqliteSchema.IsCurrent(session.Connection, files.Database, migrations.Count))
            {
                SqliteLog.DeleteUnusedIndex(files.Database);
                await SqliteSchema.MigrateAsync(session.Connection, migrations, clock.GetMicrosecondUtcNow(), cancellationToken);
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"The store '{files.Database}' must be upgraded for this version of zenml, "
                + $"but another program has it open, perhaps an older server. "
                + $"Stop that program and try again. Nothing was changed.", exception);
        }

        StoreLock.Mark(held);
    }

    private static bool IsCurrent(StoreFiles files, int newest)
    {
        using var connections = new SqliteConnections(files.Database);
        using var session = connections.Rent();
        return SqliteSchema.IsCurrent(session.Connection, files.Database, newest);
    }
}
