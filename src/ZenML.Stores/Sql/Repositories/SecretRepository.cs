using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Secrets.History;
using ZenML.Core.Workspaces;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class SecretRepository(SqlSession session, ValueSealer sealer) : ISecretRepository
{
    private const string Select = $"SELECT {SecretRows.Columns} FROM secrets s {SecretRows.Joins}";

    private const string DeleteLabels = "DELETE FROM secret_labels WHERE secret_id = @id";

    private const int NamesPerQuery = 500;

    private static readonly string Insert =
        $"INSERT INTO secrets ({Names(column => column.Name)}, tag) VALUES ({Names(column => column.Parameter)}, @tag)";

    private static readonly string Update =
        $"UPDATE secrets SET {Names(column => $"{column.Name} = {column.Parameter}", onlyChanging: true)}, tag = @tag WHERE id = @id";

    private readonly SecretTotals totals = new(session);

    public async Task<SecretInfo?> FindByIdAsync(Id<Secret> id, SecretViewer viewer, CancellationToken cancellationToken)
    {
        var view = new SecretViewSql(viewer, session.Dialect);
        var found = await session.FindAsync(
            $"{Select} WHERE s.id = @id AND {view.Live}", SecretRows.Map, cancellationToken, [("@id", id.ToStored()), .. view.Parameters]);
        return found is null ? null : viewer.Show(found);
    }

    public Task<SecretInfo?> FindByIdAsync(Id<Secret> id, CancellationToken cancellationToken) => session.FindAsync(
        $"{Select} WHERE s.id = @id AND s.deleted IS NULL", SecretRows.Map, cancellationToken, ("@id", id.ToStored()));

    public async Task<IReadOnlyList<SecretInfo>> FindByNamesAsync(
        Id<Workspace> workspace, IReadOnlyCollection<string> names, SecretViewer viewer, CancellationToken cancellationToken)
    {
        var found = new List<SecretInfo>();
        if (viewer.SeesIn(workspace))
        {
            foreach (var some in names.Distinct(StringComparer.Ordinal).Chunk(NamesPerQuery))
            {
                var (list, parameters) = InList.Of(session.Dialect, some);
                var asked = some.ToHashSet(StringComparer.Ordinal);
                var rows = await session.QueryAsync(
                    SecretNameSql.Select(session.Dialect, $"IN ({list})"),
                    SecretRows.Map,
                    cancellationToken,
                    [("@workspace", workspace.ToStored()), ("@viewer", viewer.Account.ToStored()), .. parameters]);
                SecretNameSql.EnsureAsked(rows, workspace, viewer, secret => asked.Contains(secret.Name.Value));
                found.AddRange(viewer.Only is null ? rows : rows.Where(viewer.Sees));
            }
        }

        if (!viewer.SeesIn(workspace) || names.Any(name => name.Contains('/', StringComparison.Ordinal)))
        {
            var asked = names.ToHashSet(StringComparer.Ordinal);
            found.AddRange(await FindGrantedAsync(workspace, viewer, secret => asked.Contains(secret.ReferenceName), cancellationToken));
        }

        return found;
    }

    public Task<IReadOnlyList<SecretInfo>> FindByIdPrefixAsync(
        Id<Workspace> workspace, string hexadecimalPrefix, SecretScope? scope, int limit, SecretViewer viewer,
        CancellationToken cancellationToken) => FindByPrefixAsync(
        workspace, "s.id", hexadecimalPrefix, scope, limit, viewer, secret => secret.Id.ToStored(), cancellationToken);

    public Task<IReadOnlyList<SecretInfo>> FindByNamePrefixAsync(
        Id<Workspace> workspace, string prefix, SecretScope? scope, int limit, SecretViewer viewer, CancellationToken cancellationToken) =>
        FindByPrefixAsync(workspace, "s.name", prefix, scope, limit, viewer, secret => secret.ReferenceName, cancellationToken);

    public async Task<Page<SecretInfo>> ListAsync(ResourceQuery query, SecretViewer viewer, CancellationToken cancellationToken)
    {
        var list = new SecretListSql(query, viewer, session.Dialect);
        var total = await CountAsync(list, query, viewer, cancellationToken);
        var items = await session.QueryAsync(
            list.Page(total),
            reader => viewer.Show(SecretRows.Map(reader)),
            cancellationToken,
            [.. list.Parameters, .. list.PageParameters]);
        if (items.Count != Math.Clamp(total - query.Offset, 0, query.Size))
        {
            // Count and rows come from different trees of the database, in one snapshot.
            throw new ZenException(ErrorCode.StoreDamaged,
                $"A list of secrets has {items.Count} rows where the store counts {total} in all: its tables and indexes do not agree. "
                + $"Run 'zenml store check', and restore the store from a backup.");
        }

        return new Page<SecretInfo>(items, query.Page, query.Size, total);
    }

    public Task<IReadOnlyDictionary<SecretView, SecretChangeCount>> CountChangesAsync(
        IReadOnlyCollection<SecretView> views, CancellationToken cancellationToken) => totals.CountChangesAsync(views, cancellationToken);

    public async Task<(long Live, long Deleted)> CountOfOthersAsync(
        Id<Workspace> workspace, Id<User> viewer, CancellationToken cancellationToken)
    {
        SqlParameter[] parameters = [("@workspace", workspace.ToStored()), ("@viewer", viewer.ToStored())];
        return (
            await session.CountAsync(
                "SELECT COUNT(*) FROM secrets s WHERE s.workspace_id = @workspace AND s.name_space NOT IN ('', @viewer) "
                + "AND s.name_space <> s.id",
                cancellationToken,
                parameters),
            await session.CountAsync(
                "SELECT COUNT(*) FROM secrets s WHERE s.workspace_id = @workspace AND s.deleted IS NOT NULL AND s.scope = 'user' "
                + "AND s.user_id <> @viewer",
                cancellationToken,
                parameters));
    }

    public async Task AddAsync(SecretInfo secret, SecretVersion entry, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        await session.ExecuteAsync(
            SecretEntryRows.After(Insert, entry),
            cancellationToken,
            Parameters(secret, entry, SecretRows.Table, SecretTag.Make(sealer, secret)));
        await AddLabelsAsync(secret, cancellationToken);
        await totals.ChangeAsync(secret.Workspace.Id, secret.NameSpace(), 1, cancellationToken);
    }

    public async Task UpdateAsync(SecretInfo secret, SecretVersion entry, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var before = await session.FindAsync(
            $"SELECT {SecretRows.Columns}, s.tag, s.workspace_id, s.name_space FROM secrets s {SecretRows.Joins} WHERE s.id = @id",
            reader => new
            {
                Row = TaggedSecret.Map(reader),
                Workspace = reader.GetId<Workspace>(SecretRows.ColumnCount + 1),
                NameSpace = reader.GetString(SecretRows.ColumnCount + 2),
            },
            cancellationToken,
            ("@id", secret.Id.ToStored()));
        var tag = MakeTag(secret, before?.Row, entry);
        await session.ExecuteAsync(
            SecretEntryRows.After($"{Update}; {SecretTotals.CountChange}", entry),
            cancellationToken,
            Parameters(secret, entry, SecretRows.Table.Where(column => column.CanChange || column.Name == "id"), tag));
        if (before?.Row.Secret is { } stored && !stored.Details.Tags.SequenceEqual(secret.Details.Tags))
        {
            await session.ExecuteAsync(DeleteLabels, cancellationToken, ("@id", secret.Id.ToStored()));
            await AddLabelsAsync(secret, cancellationToken);
        }

        if (before is not null && (before.Workspace, before.NameSpace) != (secret.Workspace.Id, secret.NameSpace()))
        {
            await ChangeTotalAsync(secret.Id, before.Workspace, before.NameSpace, -1, cancellationToken);
            await ChangeTotalAsync(secret.Id, secret.Workspace.Id, secret.NameSpace(), 1, cancellationToken);
        }
    }

    public async Task EnsureSoundAsync(SecretInfo secret, CancellationToken cancellationToken)
    {
        var tag = await session.FindAsync(
            "SELECT s.tag FROM secrets s WHERE s.id = @id",
            reader => Tuple.Create(reader.IsDBNull(0) ? null : reader.GetBytes(0)),
            cancellationToken,
            ("@id", secret.Id.ToStored()));
        await sealer.EnsureUsableAsync(session, cancellationToken);
        SecretTag.Check(sealer, secret, tag?.Item1);
    }

    public async Task DeleteAsync(SecretInfo secret, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "DELETE FROM secret_changes WHERE secret_id = @id", cancellationToken, ("@id", secret.Id.ToStored()));
        await session.ExecuteAsync(DeleteLabels, cancellationToken, ("@id", secret.Id.ToStored()));

        // The version of the directory stays: a remembered grant on a secret that is gone gives nothing.
        await session.ExecuteAsync("DELETE FROM secret_grants WHERE secret_id = @id", cancellationToken, ("@id", secret.Id.ToStored()));
        if (await session.ExecuteAsync("DELETE FROM secrets WHERE id = @id", cancellationToken, ("@id", secret.Id.ToStored())) > 0)
        {
            await ChangeTotalAsync(secret.Id, secret.Workspace.Id, secret.NameSpace(), -1, cancellationToken);
        }
    }

    private async Task AddLabelsAsync(SecretInfo secret, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in secret.Details.Tags)
        {
            await session.ExecuteAsync(
                "INSERT INTO secret_labels (secret_id, label) VALUES (@id, @label)",
                cancellationToken, ("@id", secret.Id.ToStored()), ("@label", $"{name}={value}"));
        }
    }

    /// <remarks>Deleted secrets, which have a name space of their own, are not counted.</remarks>
    private Task ChangeTotalAsync(
        Id<Secret> id, Id<Workspace> workspace, string nameSpace, long change, CancellationToken cancellationToken) =>
        nameSpace == id.ToStored() ? Task.CompletedTask : totals.ChangeAsync(workspace, nameSpace, change, cancellationToken);

    /// <remarks>
    /// No change makes a sound row of one that is not what was written: its name could have been set from outside, to that of another
    /// secret. Such a secret can only be deleted, and keeps its wrong tag.
    /// </remarks>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>.</exception>
    private byte[]? MakeTag(SecretInfo secret, TaggedSecret? before, SecretVersion entry)
    {
        if (before is null || (before.Secret is { } stored && SecretTag.IsAuthentic(sealer, stored, before.Tag)))
        {
            return SecretTag.Make(sealer, secret);
        }

        return entry.Kind == SecretVersionKind.Delete ? before.Tag : throw SecretTag.Damaged(before.Secret ?? secret);
    }

    private SqlParameter[] Parameters(SecretInfo secret, SecretVersion entry, IEnumerable<SecretColumn> columns, byte[]? tag) =>
    [
        .. columns.Select(column => new SqlParameter(column.Parameter, column.Stored(secret))), ("@tag", tag),
        .. SecretEntryRows.Parameters(sealer, secret.Id, entry),
    ];

    private static string Names(Func<SecretColumn, string> write, bool onlyChanging = false) =>
        string.Join(", ", SecretRows.Table.Where(column => column.CanChange || !onlyChanging).Select(write));

    /// <summary>Counts by the totals of name spaces where they say it, and not by reading all secrets.</summary>
    private async Task<long> CountAsync(
        SecretListSql list, ResourceQuery query, SecretViewer viewer, CancellationToken cancellationToken)
    {
        if (query.Conditions.Count > 0 || viewer.Only is not null)
        {
            return await session.CountAsync(list.Count, cancellationToken, list.Parameters);
        }

        var byRole = await totals.SumAsync(query.Workspace, viewer, cancellationToken);
        return list.CountGranted is null
            ? byRole
            : byRole + await session.CountAsync(list.CountGranted, cancellationToken, list.Parameters);
    }

    private async Task<IReadOnlyList<SecretInfo>> FindByPrefixAsync(
        Id<Workspace> workspace, string column, string prefix, SecretScope? scope, int limit, SecretViewer viewer,
        Func<SecretInfo, string> compared, CancellationToken cancellationToken)
    {
        var (condition, range) = TextRange.BeginsWith(column, prefix);
        var view = new SecretViewSql(viewer with { Granted = [] }, session.Dialect, workspace);
        var account = viewer.Account.ToStored();
        var found = await session.QueryAsync(
            $"""
            {Select} WHERE s.workspace_id = @workspace AND s.name_space IN (@first, @second){view.ByRole} AND {condition}
            ORDER BY s.created, s.id LIMIT @limit
            """,
            SecretRows.Map, cancellationToken,
            [
                .. range, ("@workspace", workspace.ToStored()), ("@limit", (long)limit),
                ("@first", scope == SecretScope.User ? account : SecretRows.Shared),
                ("@second", scope == SecretScope.Workspace ? SecretRows.Shared : account),
                .. view.Parameters.Skip(1),
            ]);
        var granted = await FindGrantedAsync(
            workspace,
            viewer,
            secret => (scope is null || secret.Scope == scope) && compared(secret).StartsWith(prefix, StringComparison.Ordinal),
            cancellationToken);
        return granted.Count == 0 ? found
            :
            [
                .. found.Concat(granted)
                    .OrderBy(secret => secret.Created).ThenBy(secret => secret.Id.ToStored(), StringComparer.Ordinal)
                    .Take(limit),
            ];
    }

    /// <summary>The secrets of a workspace that grants show and roles do not: few, and found by their ids.</summary>
    private async Task<IReadOnlyList<SecretInfo>> FindGrantedAsync(
        Id<Workspace> workspace, SecretViewer viewer, Func<SecretInfo, bool> fits, CancellationToken cancellationToken)
    {
        if (viewer.Granted.Count == 0)
        {
            return [];
        }

        var rows = await InList.QueryAsync(
            session, $"{Select} WHERE s.deleted IS NULL AND s.id IN", viewer.Granted.Select(id => id.ToStored()), SecretRows.Map,
            cancellationToken);
        return
        [
            .. rows.Where(secret => secret.Workspace.Id == workspace && viewer.Sees(secret) && !viewer.SeesByRole(secret))
                .Select(viewer.Show).Where(fits),
        ];
    }
}
