using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;
using MySqlConnector;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Servers.MySql;

/// <summary>
/// Runs a migration where every change of a table is a transaction of its own. A table counts the statements that were
/// done, so that a migration which was cut off goes on where it was.
/// </summary>
internal sealed partial class MySqlMigration(DatabaseServer server, DbConnection connection)
{
    private readonly SqlDialect dialect = server.Dialect;

    private readonly SqlSession session = new(connection, server.Dialect);

    public async Task ApplyAsync(Migration migration)
    {
        var token = CancellationToken.None;
        await session.ExecuteAsync(
            dialect.Expand($"CREATE TABLE IF NOT EXISTS {NetworkedSchema.StepsTable} (migration {{integer}} NOT NULL "
                + $"PRIMARY KEY, done {{integer}} NOT NULL) {{table}}"),
            token);
        await session.ExecuteAsync(
            $"INSERT IGNORE INTO {NetworkedSchema.StepsTable} (migration, done) VALUES (@migration, 0)",
            token,
            ("@migration", (long)migration.Number));
        var done = await session.CountAsync(
            $"SELECT s.done FROM {NetworkedSchema.StepsTable} s WHERE s.migration = @migration",
            token,
            ("@migration", (long)migration.Number));
        foreach (var (index, statement) in Split(dialect.Expand(migration.Sql)).Index().Skip((int)done))
        {
            await using var transaction = await ServerTransaction.BeginAsync(server, connection, IsolationLevel.Unspecified, token);
            try
            {
                await session.ExecuteAsync(statement, token);
            }
            catch (MySqlException exception) when (index == done && IsDoneAlready(exception))
            {
                // The statement ran last before the interruption, and was not counted.
            }

            await session.ExecuteAsync(
                $"UPDATE {NetworkedSchema.StepsTable} SET done = @done WHERE migration = @migration", token,
                ("@done", index + 1L), ("@migration", (long)migration.Number));
            await transaction.CommitAsync(token);
        }
    }

    private static string[] Split(string sql) =>
        Comment().Replace(sql, "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsDoneAlready(MySqlException exception) =>
        exception.ErrorCode is MySqlErrorCode.TableExists or MySqlErrorCode.DuplicateFieldName
        or MySqlErrorCode.DuplicateKeyName or MySqlErrorCode.CannotDropFieldOrKey or MySqlErrorCode.BadTable;

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();
}
