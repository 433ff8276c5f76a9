using ZenML.Core.Users;
using ZenML.Stores.Sql;

namespace ZenML.TestKit;

/// <summary>Accounts for tests; nothing that ships can make any yet.</summary>
public static class TestUsers
{
    /// <summary>Adds an account to the database.</summary>
    public static Task AddAsync(SqliteStore store, User user) => RawDatabase.ExecuteAsync(
        store.Path,
        "INSERT INTO users (id, name, full_name, is_active, is_admin, created, updated) VALUES ($id, $name, '', 1, 0, $time, $time)",
        ("$id", user.Id.Value.ToString("N")), ("$name", user.Name),
        ("$time", (user.Created - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond));
}
