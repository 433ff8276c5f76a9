using Microsoft.Data.Sqlite;
using ZenML.Core.Users;
using ZenML.Stores.Sql;

namespace ZenML.TestKit;

/// <summary>Accounts for tests; nothing that ships can make any yet.</summary>
public static class TestUsers
{
    /// <summary>Adds an account to the database.</summary>
    public static async Task AddAsync(SqliteStore store, User user)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store.Path, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO users (id, name, full_name, is_active, is_admin, created, updated) VALUES ($id, $name, '', 1, 0, $time, $time)";
        command.Parameters.AddWithValue("$id", user.Id.Value.ToString("N"));
        command.Parameters.AddWithValue("$name", user.Name);
        command.Parameters.AddWithValue("$time", (user.Created - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        await command.ExecuteNonQueryAsync();
    }
}
