using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// The number of secrets in each name space of each workspace and how often they changed, updated by the transactions that change them.
/// </summary>
internal sealed class SecretTotals(SqlSession session)
{
    /// <summary>
    /// Counts a change of a secret that stays in its name space. Part of the statement that changes it, which has these parameters.
    /// </summary>
    public const string CountChange =
        "UPDATE secret_totals SET changes = changes + 1 WHERE workspace_id = @workspace_id AND name_space = @name_space";

    private const int NameSpacesPerQuery = 400;

    /// <summary>How many secrets an account sees, in one workspace or in all.</summary>
    public Task<long> SumAsync(Id<Workspace>? workspace, Id<User> viewer, CancellationToken cancellationToken)
    {
        const string Sum = "SELECT COALESCE(SUM(t.total), 0) FROM secret_totals t WHERE t.name_space IN ('', @viewer)";
        return workspace is { } one
            ? session.CountAsync(
                $"{Sum} AND t.workspace_id = @workspace",
                cancellationToken,
                ("@viewer", viewer.ToStored()),
                ("@workspace", one.ToStored()))
            : session.CountAsync(Sum, cancellationToken, ("@viewer", viewer.ToStored()));
    }

    /// <summary>How often the secrets of a workspace have changed that each account sees.</summary>
    public async Task<IReadOnlyDictionary<Id<User>, SecretChangeCount>> CountChangesAsync(
        Id<Workspace> workspace, IReadOnlyCollection<Id<User>> viewers, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<string, long>(StringComparer.Ordinal);
        string[] nameSpaces = [SecretRows.Shared, .. viewers.Select(viewer => viewer.ToStored())];
        foreach (var some in nameSpaces.Chunk(NameSpacesPerQuery + 1))
        {
            var (list, parameters) = InList.Of(session.Dialect, some);
            var rows = await session.QueryAsync(
                $"SELECT t.name_space, t.changes FROM secret_totals t WHERE t.workspace_id = @workspace AND t.name_space IN ({list})",
                reader => (NameSpace: reader.GetString(0), Changes: reader.GetInt64(1)),
                cancellationToken,
                [("@workspace", workspace.ToStored()), .. parameters]);
            foreach (var row in rows)
            {
                changes[row.NameSpace] = row.Changes;
            }
        }

        return viewers.ToDictionary(
            viewer => viewer,
            viewer => new SecretChangeCount(
                changes.GetValueOrDefault(SecretRows.Shared), changes.GetValueOrDefault(viewer.ToStored())));
    }

    /// <summary>Adds to a total, which is a change too.</summary>
    public async Task ChangeAsync(Id<Workspace> workspace, string nameSpace, long change, CancellationToken cancellationToken)
    {
        SqlParameter[] parameters = [("@workspace", workspace.ToStored()), ("@name_space", nameSpace), ("@change", change)];
        var changed = await session.ExecuteAsync(
            """
            UPDATE secret_totals SET total = total + @change, changes = changes + 1
            WHERE workspace_id = @workspace AND name_space = @name_space
            """,
            cancellationToken,
            parameters);
        if (changed == 0)
        {
            await session.ExecuteAsync(
                "INSERT INTO secret_totals (workspace_id, name_space, total, changes) VALUES (@workspace, @name_space, @change, 1)",
                cancellationToken,
                parameters);
        }
    }
}
