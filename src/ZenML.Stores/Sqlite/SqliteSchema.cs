using System.Globalization;
using Microsoft.Data.Sqlite;
using ZenML.Core.Errors;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sqlite;

/// <summary>The schema of a database file, by the two numbers in its header.</summary>
internal static class SqliteSchema
{
    // "ZNML" in ASCII.
    private const long ApplicationId = 0x5A4E4D4C;

    /// <summary>Marks a new file as a store.</summary>
    public static void Mark(SqliteConnection connection) =>
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));

    /// <summary>Checks that a file is a store.</summary>
    /// <returns>Whether its schema is the newest; else it needs <see cref="MigrateAsync"/>.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>; the file is as it was.</exception>
    public static bool IsCurrent(SqliteConnection connection, string database, int newest)
    {
        var (applicationId, version) = connection.ReadHeader();
        if (applicationId == ApplicationId && version > newest)
        {
            connection.LeaveUntouched();
            throw new ZenException(ErrorCode.StoreDamaged,
                $"The store '{database}' was created by a newer version of zenml. Use that version or a later one. The "
                + $"store was left untouched.");
        }

        if (applicationId != ApplicationId || version < 1)
        {
            connection.LeaveUntouched();
            throw SqliteErrors.Damaged(database);
        }

        return version == newest;
    }

    /// <summary>Applies the migrations that the file lacks.</summary>
    public static async Task MigrateAsync(
        SqliteConnection connection, IReadOnlyList<Migration> migrations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (_, version) = connection.ReadHeader();
        var session = new SqlSession(connection, SqliteDialect.Instance);
        await new MigrationRunner(migrations).RunAsync(
            session, migration => session.ExecuteAsync(
                SqliteDialect.Instance.Expand(migration.Sql), CancellationToken.None), TransactAsync, (int)version, now,
            cancellationToken);

        async Task TransactAsync(int number, Func<Task> apply)
        {
            connection.Execute("BEGIN IMMEDIATE");
            try
            {
                await apply();
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"));
                connection.Execute("COMMIT");
            }
            catch
            {
                connection.RollBack();
                throw;
            }
        }
    }
}
