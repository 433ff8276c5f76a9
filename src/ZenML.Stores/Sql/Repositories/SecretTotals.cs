using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>The number of secrets in each name space of each workspace, updated by the transactions that add and delete them.</summary>
internal sealed class SecretTotals(SqlSession session)
{
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

    /// <summary>Adds to a total.</summary>
    public async Task ChangeAsync(Id<Workspace> workspace, string nameSpace, long change, CancellationToken cancellationToken)
    {
        SqlParameter[] parameters = [("@workspace", workspace.ToStored()), ("@name_space", nameSpace), ("@change", change)];
        var changed = await session.ExecuteAsync(
            "UPDATE secret_totals SET total = total + @change WHERE workspace_id = @workspace AND name_space = @name_space",
            cancellationToken,
            parameters);
        if (changed == 0)
        {
            await session.ExecuteAsync(
                "INSERT INTO secret_totals (workspace_id, name_space, total) VALUES (@workspace, @name_space, @change)",
                cancellationToken,
                parameters);
        }
    }
}
