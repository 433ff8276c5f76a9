using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Workspaces;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// Reads deleted secrets. Their name space says no more who sees them, so the scope and the owner do. There are few of them, and each
/// statement begins with the index of the deleted ones or with an id.
/// </summary>
/// <param name="session">The connection.</param>
/// <param name="sealer">Checks the rows of secrets.</param>
internal sealed class DeletedSecretRepository(SqlSession session, ValueSealer sealer) : IDeletedSecretRepository
{
    private const string Select = $"SELECT {SecretRows.Columns} FROM secrets s {SecretRows.Joins}";

    private const int FewestPerPage = 100;

    private static readonly Dictionary<string, string> Fields =
        new(SecretListSql.Fields) { [DeletedSecretFields.Deleted] = "s.deleted {}" };

    public Task<SecretInfo?> FindByIdAsync(Id<Secret> id, SecretViewer? viewer, CancellationToken cancellationToken) =>
        FindByIdAsync(id, viewer, SecretRows.Map, cancellationToken);

    public Task<SecretInfo?> FindDamagedAsync(Id<Secret> id, SecretViewer? viewer, CancellationToken cancellationToken) =>
        FindByIdAsync(id, viewer, reader => DamagedSecretRow.Map(reader, id), cancellationToken);

    public async Task<SecretInfo?> FindNewestAsync(
        Id<Workspace> workspace, string name, SecretScope? scope, SecretViewer viewer, CancellationToken cancellationToken) =>
        await FindAsync("s.name = @name", [("@name", name)], workspace, scope, limit: 1, viewer, cancellationToken) is [var newest]
            ? newest
            : null;

    public Task<IReadOnlyList<SecretInfo>> FindByIdPrefixAsync(
        Id<Workspace> workspace, string hexadecimalPrefix, SecretScope? scope, int limit, SecretViewer viewer,
        CancellationToken cancellationToken)
    {
        var (condition, range) = TextRange.BeginsWith("s.id", hexadecimalPrefix);
        return FindAsync(condition, range, workspace, scope, limit, viewer, cancellationToken);
    }

    public Task<IReadOnlyList<SecretInfo>> FindByNamePrefixAsync(
        Id<Workspace> workspace, string prefix, SecretScope? scope, int limit, SecretViewer viewer, CancellationToken cancellationToken)
    {
        var (condition, range) = TextRange.BeginsWith("s.name", prefix);
        return FindAsync(condition, range, workspace, scope, limit, viewer, cancellationToken);
    }

    public async Task<Page<SecretInfo>> ListAsync(ResourceQuery query, SecretViewer viewer, CancellationToken cancellationToken)
    {
        var (filter, parameters) = FilterSql.Build(query, Fields, session.Dialect);
        var view = new SecretViewSql(viewer, session.Dialect, query.Workspace);
        var condition = $"{view.Deleted} AND {filter}";
        parameters.AddRange(view.Parameters);
        if (query.Workspace is { } workspace)
        {
            condition = $"{condition} AND s.workspace_id = @workspace";
            parameters.Add(("@workspace", workspace.ToStored()));
        }

        var total = await session.CountAsync($"SELECT COUNT(*) FROM secrets s WHERE {condition}", cancellationToken, parameters);
        var items = await session.QueryAsync(
            $"""
            {Select} WHERE {condition}
            ORDER BY {FilterSql.SortColumn(query, Fields)} {(query.Descending ? "DESC" : "ASC")}, s.id LIMIT @size OFFSET @offset
            """,
            reader => viewer.Show(SecretRows.Map(reader)),
            cancellationToken,
            [.. parameters, ("@size", (long)query.Size), ("@offset", query.Offset)]);
        return new Page<SecretInfo>(items, query.Page, query.Size, total);
    }

    public async Task<IReadOnlyList<SecretInfo>> FindExpiredAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        // Damaged rows do not count, so more rows than that can be needed.
        var pageSize = Math.Max(limit, FewestPerPage);
        var found = new List<SecretInfo>();
        var (time, id) = (long.MinValue, "");
        while (found.Count < limit)
        {
            var rows = await session.QueryAsync(
                $"""
                SELECT {SecretRows.Columns}, s.tag FROM secrets s {SecretRows.Joins}
                WHERE s.deleted <= @until AND (s.deleted > @time OR (s.deleted = @time AND s.id > @id))
                ORDER BY s.deleted, s.id LIMIT @limit
                """,
                reader => (Row: TaggedSecret.Map(reader), Deleted: reader.GetInt64(SecretRows.DeletedOrdinal)),
                cancellationToken,
                ("@until", until.ToStored()), ("@time", time), ("@id", id), ("@limit", (long)pageSize));
            if (rows.Count > 0)
            {
                await sealer.EnsureUsableAsync(session, cancellationToken);
                found.AddRange(rows.Select(row => row.Row)
                    .Where(row => row.Secret is not null && SecretTag.IsAuthentic(sealer, row.Secret, row.Tag))
                    .Select(row => row.Secret!));
                (time, id) = (rows[^1].Deleted, rows[^1].Row.Id);
            }

            if (rows.Count < pageSize)
            {
                break;
            }
        }

        return [.. found.Take(limit)];
    }

    private async Task<SecretInfo?> FindByIdAsync(
        Id<Secret> id, SecretViewer? viewer, Func<DbDataReader, SecretInfo> map, CancellationToken cancellationToken)
    {
        if (viewer is null)
        {
            return await session.FindAsync(
                $"{Select} WHERE s.id = @id AND s.deleted IS NOT NULL", map, cancellationToken, ("@id", id.ToStored()));
        }

        var view = new SecretViewSql(viewer, session.Dialect);
        var found = await session.FindAsync(
            $"{Select} WHERE s.id = @id AND {view.Deleted}", map, cancellationToken, [("@id", id.ToStored()), .. view.Parameters]);
        return found is null ? null : viewer.Show(found);
    }

    /// <remarks>What was shared is found by its id alone: only its owner can undelete it.</remarks>
    private async Task<IReadOnlyList<SecretInfo>> FindAsync(
        string condition, IReadOnlyList<SqlParameter> parameters, Id<Workspace> workspace, SecretScope? scope, int limit,
        SecretViewer viewer, CancellationToken cancellationToken)
    {
        var view = new SecretViewSql(viewer with { Granted = [] }, session.Dialect, workspace);
        return await session.QueryAsync(
            $"""
            {Select} WHERE {view.DeletedByRole} AND s.workspace_id = @workspace AND s.scope IN (@first, @second) AND {condition}
            ORDER BY s.deleted DESC, s.id DESC LIMIT @limit
            """,
            SecretRows.Map, cancellationToken,
            [
                .. parameters, ("@workspace", workspace.ToStored()), .. view.Parameters, ("@limit", (long)limit),
                ("@first", (scope ?? SecretScope.User).ToStored()), ("@second", (scope ?? SecretScope.Workspace).ToStored()),
            ]);
    }
}
