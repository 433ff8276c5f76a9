using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Counts the changes of accounts, workspaces, roles, groups and grants.</summary>
internal static class DirectoryVersion
{
    /// <summary>The present version, as an expression.</summary>
    public const string Expression = "(SELECT e.version FROM directory e)";

    /// <summary>Runs a statement that changes one of them, and counts it in the same transaction.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public static async Task<int> ChangeDirectoryAsync(
        this SqlSession session,
        string sql,
        CancellationToken cancellationToken,
        params IReadOnlyList<SqlParameter> parameters)
    {
        var changed = await session.ExecuteAsync(sql, cancellationToken, parameters);
        await session.ExecuteAsync("UPDATE directory SET version = version + 1", cancellationToken);
        return changed;
    }
}
