using Microsoft.Data.Sqlite;
using ZenML.Core;
using ZenML.Stores.Sql.Migrations;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>Brings the store of an older version up to date. One process does it; the others wait.</summary>
internal static class SqliteSchemaUpdate
{
    public static async Task RunIfNeededAsync(SqliteConnection connection, StoreFiles files, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (SqliteSchema.IsCurrent(connection, files.Database, Migration.Newest))
        {
            return;
        }

        await RunAsync(connection, files, Migration.ReadEmbedded(), clock, cancellationToken);
    }

    /// <summary>The same with any migrations.</summary>
    internal static async Task RunAsync(
        SqliteConnection connection, StoreFiles files, IReadOnlyList<Migration> migrations, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var held = await StoreLock.TakeAsync(
            files.Lock, () => SqliteSchema.IsCurrent(connection, files.Database, migrations.Count), clock, cancellationToken);
        if (held is not null)
        {
            await SqliteSchema.MigrateAsync(connection, migrations, clock.GetMicrosecondUtcNow(), cancellationToken);
        }
    }
}
