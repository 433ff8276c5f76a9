using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
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

    private const int NameSpacesPerQuery = 256;

    /// <summary>How many secrets roles show to a viewer, in one workspace or in all.</summary>
    public Task<long> SumAsync(Id<Workspace>? workspace, SecretViewer viewer, CancellationToken cancellationToken)
    {
        const string Sum = "SELECT COALESCE(SUM(t.total), 0) FROM secret_totals t WHERE t.name_space IN ('', @viewer)";
        SqlParameter account = ("@viewer", viewer.Account.ToStored());
        if (workspace is { } one)
        {
            return viewer.SeesIn(one)
                ? session.CountAsync($"{Sum} AND t.workspace_id = @workspace", cancellationToken, account, ("@workspace", one.ToStored()))
                : Task.FromResult(0L);
        }

        if (viewer.Workspaces is not { } some)
        {
            return session.CountAsync(Sum, cancellationToken, account);
        }

        var (list, parameters) = InList.Of(session.Dialect, some.Select(id => id.ToStored()));
        return list.Length == 0
            ? Task.FromResult(0L)
            : session.CountAsync($"{Sum} AND t.workspace_id IN ({list})", cancellationToken, [account, .. parameters]);
    }

    /// <summary>How often the secrets of a workspace have changed that a viewer sees, for many of both.</summary>
    public async Task<IReadOnlyDictionary<SecretView, SecretChangeCount>> CountChangesAsync(
        IReadOnlyCollection<SecretView> views, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<(string Workspace, string NameSpace), long>();
        var wanted = views.Where(SeesNameSpaces).SelectMany(view => new[]
        {
            (Workspace: view.Workspace.ToStored(), NameSpace: SecretRows.Shared),
            (Workspace: view.Workspace.ToStored(), NameSpace: view.Viewer.Account.ToStored()),
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

        var single = await FindSingleAsync(views, cancellationToken);
        return views.Distinct().ToDictionary(
            view => view,
            view => !SeesNameSpaces(view) ? new SecretChangeCount(0, 0) { Single = Stamp(view, single) } : new SecretChangeCount(
                changes.GetValueOrDefault((view.Workspace.ToStored(), SecretRows.Shared)),
                changes.GetValueOrDefault((view.Workspace.ToStored(), view.Viewer.Account.ToStored())))
            {
                Single = Stamp(view, single),
            });
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

    /// <remarks>The counts of a name space say that something in it changed, so they are only for those who see all of it.</remarks>
    private static bool SeesNameSpaces(SecretView view) => view.Viewer.Only is null && view.Viewer.SeesIn(view.Workspace);

    private static IEnumerable<Id<Secret>> SingleOf(SecretView view) => view.Viewer.Only ?? view.Viewer.Granted;

    /// <summary>The secrets that viewers see one by one: what is shared with them, or what their credential is for.</summary>
    private async Task<IReadOnlyList<SecretInfo>> FindSingleAsync(IEnumerable<SecretView> views, CancellationToken cancellationToken)
    {
        var ids = views.SelectMany(SingleOf).Distinct().ToArray();
        return ids.Length == 0 ? [] : await InList.QueryAsync(
            session,
            $"SELECT {SecretRows.Columns} FROM secrets s {SecretRows.Joins} WHERE s.deleted IS NULL AND s.id IN",
            ids.Select(id => id.ToStored()),
            SecretRows.Map,
            cancellationToken);
    }

    private static string? Stamp(SecretView view, IReadOnlyList<SecretInfo> single)
    {
        if (view.Viewer.Only is null && view.Viewer.Granted.Count == 0)
        {
            return null;
        }

        var versions = single
            .Where(secret => secret.Workspace.Id == view.Workspace && view.Viewer.Sees(secret) && SingleOf(view).Contains(secret.Id))
            .OrderBy(secret => secret.Id.Value)
            .Select(secret => string.Create(CultureInfo.InvariantCulture, $"{secret.Id.ToStored()}:{secret.Version}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', versions))).AsSpan(0, 16));
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
