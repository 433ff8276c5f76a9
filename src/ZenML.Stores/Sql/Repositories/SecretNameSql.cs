using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// Finds secrets by their names. SQLite reads pages without checking them, and a flipped bit in an index would hide the caller's own
/// secret behind the
/// one that everyone shares, or put one name in place of another. There, two indexes are asked, the union is read from the table, and
/// every row must be
/// one that was asked for: one damaged tree is either made up for by the other or found.
/// </summary>
internal static class SecretNameSql
{
    private const string Direct = $"SELECT {SecretRows.Columns} FROM secrets s {SecretRows.Joins}";

    /// <summary>The statement. Its parameters are <c>@workspace</c>, <c>@viewer</c> and those of the condition.</summary>
    /// <param name="dialect">The words of the database.</param>
    /// <param name="condition">What the name must be, with the operator first.</param>
    public static string Select(SqlDialect dialect, string condition) => dialect.ReadsUncheckedPages
        ? $"""
          SELECT {SecretRows.Columns}
          FROM ({Ids("secrets_name", condition)} UNION {Ids("secrets_name_order", condition)}) found
          LEFT JOIN secrets s ON s.id = found.id {SecretRows.Joins}
          """
        : $"{Direct} WHERE s.workspace_id = @workspace AND s.name_space IN ('', @viewer) AND s.name {condition}";

    /// <summary>Makes sure that rows are some that were asked for.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>.</exception>
    public static void EnsureAsked(
        IEnumerable<SecretInfo> rows, Id<Workspace> workspace, SecretViewer viewer, Predicate<SecretInfo> hasName)
    {
        foreach (var row in rows)
        {
            if (row.Workspace.Id != workspace || row.Deleted is not null || (row.Scope == SecretScope.User && row.User.Id != viewer.Account)
                || !hasName(row))
            {
                throw new ZenException(ErrorCode.StoreDamaged,
                    $"An index of the store refers to the wrong secret: the store is damaged. No value was read. "
                    + $"Run 'zenml store check', and restore the store from a backup.");
            }
        }
    }

    private static string Ids(string index, string condition) =>
        $"SELECT s.id FROM secrets s INDEXED BY {index} "
        + $"WHERE s.workspace_id = @workspace AND s.name_space IN ('', @viewer) AND s.name {condition}";
}
