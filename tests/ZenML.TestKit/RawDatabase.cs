using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace ZenML.TestKit;

/// <summary>Accesses a database file directly, bypassing the store.</summary>
public static class RawDatabase
{
    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public static async Task<int> ExecuteAsync(string path, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(path);
        await using var command = Prepare(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a statement in the database of a store, whichever kind it is.</summary>
    public static async Task<int> ExecuteAsync(TemporaryStore store, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await store.ConnectAsync();
        await using var command = Prepare(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of all rows of a query in the database of a store, whichever kind it is.</summary>
    public static async Task<IReadOnlyList<object>> QueryAsync(
        TemporaryStore store, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await store.ConnectAsync();
        return await QueryAsync(connection, sql, parameters);
    }

    /// <summary>The names of all tables in the database of a store.</summary>
    public static async Task<IReadOnlyList<string>> ListTablesAsync(TemporaryStore store)
    {
        await using var connection = await store.ConnectAsync();
        return await ListTablesAsync(connection);
    }

    /// <summary>The names of all tables in a database.</summary>
    public static async Task<IReadOnlyList<string>> ListTablesAsync(DbConnection connection)
    {
        var sql = connection is SqliteConnection
            ? "SELECT name FROM sqlite_schema WHERE type = 'table'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                + (connection is MySqlConnection ? "DATABASE()" : "current_schema()");
        return [.. (await QueryAsync(connection, sql, [])).Cast<string>()];
    }

    /// <summary>The first column of all rows of a query.</summary>
    public static async Task<IReadOnlyList<object>> QueryAsync(string path, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(path);
        return await QueryAsync(connection, sql, parameters);
    }

    /// <summary>The rows of a table, as names and values of columns.</summary>
    public static async Task<List<Dictionary<string, object?>>> ReadRowsAsync(DbConnection connection, string sql)
    {
        await using var command = Prepare(connection, sql, []);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, column => reader.IsDBNull(column) ? null : reader.GetValue(column), StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>How SQLite would answer a query, step by step.</summary>
    public static async Task<IReadOnlyList<string>> ExplainAsync(string path, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(path);
        await using var command = Prepare(connection, $"EXPLAIN QUERY PLAN {sql}", parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    /// <summary>Opens a database past the store.</summary>
    public static async Task<DbConnection> OpenAsync(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<IReadOnlyList<object>> QueryAsync(
        DbConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        await using var command = Prepare(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetValue(0));
        }

        return rows;
    }

    private static DbCommand Prepare(DbConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests give constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
