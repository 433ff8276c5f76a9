using Microsoft.Data.Sqlite;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>One open connection with the statements that it keeps. One unit of work at a time uses it.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly KeptStatements statements;

    /// <summary>Takes over a connection.</summary>
    public SqliteSession(SqliteConnection connection)
    {
        Connection = connection;
        statements = new KeptStatements(connection);
        Statements = new SqlSession(connection, SqliteDialect.Instance, statements);
    }

    /// <summary>The connection.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Runs the statements of repositories.</summary>
    public SqlSession Statements { get; }

    /// <summary>Runs a statement without parameters that is often run.</summary>
    public void Execute(string sql)
    {
        var command = statements.Take(sql);
        try
        {
            command.ExecuteNonQuery();
        }
        catch
        {
            command.Dispose();
            throw;
        }

        statements.GiveBack(command);
    }

    /// <summary>Ends a transaction without its changes.</summary>
    /// <returns>Whether the connection is fit for further use.</returns>
    public bool RollBack() => Connection.RollBack();

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        statements.Dispose();
        Connection.Dispose();
    }
}
