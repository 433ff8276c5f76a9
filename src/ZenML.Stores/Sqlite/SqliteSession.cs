using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sqlite;

/// <summary>One open connection with its statement cache. One unit of work at a time uses it.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly StatementCache statements;

    private readonly Dictionary<string, sqlite3_stmt> plain = new(StringComparer.Ordinal);

    /// <summary>Takes over a connection.</summary>
    public SqliteSession(SqliteConnection connection, SqliteAccess access)
    {
        Connection = connection;
        Access = access;
        statements = new StatementCache(connection);
        Statements = new SqlSession(connection, SqliteDialect.Instance, statements);
    }

    /// <summary>The connection.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>What the connection was opened for.</summary>
    public SqliteAccess Access { get; }

    /// <summary>Runs the statements of repositories.</summary>
    public SqlSession Statements { get; }

    /// <summary>Runs a statement that has neither parameters nor rows: those that begin and end transactions, which every unit of work
    /// does.</summary>
    public void Execute(string sql)
    {
        if (!plain.TryGetValue(sql, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(Connection.Handle, sql, out statement), Connection.Handle);
            plain.Add(sql, statement);
        }

        var result = raw.sqlite3_step(statement);
        _ = raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, Connection.Handle);
        }
    }

    /// <summary>Ends a transaction without its changes.</summary>
    /// <returns>Whether the connection is fit for further use.</returns>
    public bool RollBack() => Connection.RollBack();

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        foreach (var statement in plain.Values)
        {
            statement.Dispose();
        }

        statements.Dispose();
        Connection.Dispose();
    }
}
