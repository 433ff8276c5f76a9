using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Counts the changes of accounts and workspaces.</summary>
internal static class DirectoryVersion
{
    /// <summary>The present version, as an expression.</summary>
    public const string Expression = "(SELECT e.version FROM directory e)";

    /// <summary>Runs a statement that changes accounts or workspaces, and counts it in the same transaction.</summary>
    public static async Task ChangeDirectoryAsync(
        this SqlSession session,
        string sql,
        CancellationToken cancellationToken,
        params IReadOnlyList<SqlParameter> parameters)
    {
        await session.ExecuteAsync(sql, cancellationToken, parameters);
        await session.ExecuteAsync("UPDATE directory SET version = version + 1", cancellationToken);
    }
}
