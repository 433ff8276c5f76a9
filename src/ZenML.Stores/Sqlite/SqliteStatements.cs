using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ZenML.Stores.Sqlite;

/// <summary>Statements that only SQLite has.</summary>
internal static class SqliteStatements
{
    // Keeps what a closing connection would otherwise write into the file.
    private const int NoCheckpointOnClose = 1006;

    /// <summary>Runs statements that have no parameters and whose rows nobody needs.</summary>
    /// <remarks>A command of the driver would read and run each of them by itself, which every start of a program pays for.</remarks>
    public static void Execute(this SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    /// <summary>Lets statements name a second database, as <c>store</c>.</summary>
    public static void Attach(this SqliteConnection connection, string source)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "ATTACH @source AS store";
        command.Parameters.AddWithValue("@source", source);
        command.ExecuteNonQuery();
    }

    /// <summary>Ends a transaction without its changes.</summary>
    /// <returns>Whether the connection is fit for further use.</returns>
    public static bool RollBack(this SqliteConnection connection)
    {
        try
        {
            if (connection.IsInTransaction())
            {
                connection.Execute("ROLLBACK");
            }

            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Whether a transaction is open. Some errors make SQLite end it by itself.</summary>
    public static bool IsInTransaction(this SqliteConnection connection) => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>The two numbers in the file's header. The first one never changes.</summary>
    public static (long ApplicationId, long SchemaVersion) ReadHeader(this SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA application_id; PRAGMA user_version";
        using var reader = command.ExecuteReader();
        reader.Read();
        var applicationId = reader.GetInt64(0);
        reader.NextResult();
        reader.Read();
        return (applicationId, reader.GetInt64(0));
    }

    /// <summary>Whether the database keeps a log. One that <c>VACUUM INTO</c> made does not.</summary>
    public static bool KeepsLog(this SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        return command.ExecuteScalar() is "wal";
    }

    /// <summary>Makes sure that closing leaves the file as it is.</summary>
    public static void LeaveUntouched(this SqliteConnection connection) =>
        _ = raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
}
