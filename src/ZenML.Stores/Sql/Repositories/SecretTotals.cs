using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// The number of secrets in each name space of each workspace and a mark of their latest change, updated by the transactions that change
/// them. The mark (column <c>changes</c>) is random and not a count: after a restore of an older backup, a count would come to the same
/// numbers again, for other changes.
/// </summary>
internal sealed class SecretTotals(SqlSession session)
{
    /// <summary>
    /// Marks a change of a secret that stays in its name space. Part of the statement that changes it, which has these parameters, and
    /// <see cref="NewMark"/>.
    /// </summary>
    public const string MarkChange =
        "UPDATE secret_totals SET changes = @mark WHERE workspace_id = @workspace_id AND name_space = @name_space";

    private const int NameSpacesPerQuery = 256;

    /// <summary>A mark that no change had before.</summary>
    public static SqlParameter NewMark() => ("@mark", BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue);

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

    /// <summary>The marks of the latest changes of what accounts see in workspaces, for many of both.</summary>
    public async Task<IReadOnlyDictionary<(Id<Workspace> Workspace, Id<User> Viewer), SecretChangeCount>> CountChangesAsync(
        IReadOnlyCollection<(Id<Workspace> Workspace, Id<User> Viewer)> views, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<(string Workspace, string NameSpace), long>();
        var wanted = views.SelectMany(view => new[]
        {
            (Workspace: view.Workspace.ToStored(), NameSpace: SecretRows.Shared),
            (Workspace: view.Workspace.ToStored(), NameSpace: view.Viewer.ToStored()),
        }).Distinct();
        foreach (var some in wanted.Chunk(NameSpacesPerQuery).Select(Pad))
        {
            var rows = await session.QueryAsync(
                $"SELECT t.workspace_id, t.name_space, t.changes FROM secret_totals t WHERE {string.Join(" OR ", some.Select(Condition))}",
                reader => (Workspace: reader.GetString(0), NameSpace: reader.GetString(1), Changes: reader.GetInt64(2)),
                cancellationToken,
                [.. some.SelectMany(Parameters)]);
            foreach (var row in rows)
            {
                changes[(row.Workspace, row.NameSpace)] = row.Changes;
            }
        }

        return views.Distinct().ToDictionary(
            view => view,
            view => new SecretChangeCount(
                changes.GetValueOrDefault((view.Workspace.ToStored(), SecretRows.Shared)),
                changes.GetValueOrDefault((view.Workspace.ToStored(), view.Viewer.ToStored()))));
    }

    /// <summary>Adds to a total, which is a change too.</summary>
    public async Task ChangeAsync(Id<Workspace> workspace, string nameSpace, long change, CancellationToken cancellationToken)
    {
        SqlParameter[] parameters = [("@workspace", workspace.ToStored()), ("@name_space", nameSpace), ("@change", change), NewMark()];
        var changed = await session.ExecuteAsync(
            """
            UPDATE secret_totals SET total = total + @change, changes = @mark
            WHERE workspace_id = @workspace AND name_space = @name_space
            """,
            cancellationToken,
            parameters);
        if (changed == 0)
        {
            await session.ExecuteAsync(
                "INSERT INTO secret_totals (workspace_id, name_space, total, changes) VALUES (@workspace, @name_space, @change, @mark)",
                cancellationToken,
                parameters);
        }
    }

    // Few texts are ever run, each often, so databases keep their plans.
    private static (string Workspace, string NameSpace)[] Pad((string Workspace, string NameSpace)[] some) =>
        [.. some, .. Enumerable.Repeat(some[^1], (int)BitOperations.RoundUpToPowerOf2((uint)some.Length) - some.Length)];

    private static string Condition((string Workspace, string NameSpace) place, int index) => string.Create(
        CultureInfo.InvariantCulture, $"(t.workspace_id = @workspace{index} AND t.name_space = @name_space{index})");

    private static IEnumerable<SqlParameter> Parameters((string Workspace, string NameSpace) place, int index) =>
    [
        new(string.Create(CultureInfo.InvariantCulture, $"@workspace{index}"), place.Workspace),
        new(string.Create(CultureInfo.InvariantCulture, $"@name_space{index}"), place.NameSpace),
    ];
}
