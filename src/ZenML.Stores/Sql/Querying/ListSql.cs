using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Stacks.Components;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Querying;

/// <summary>How one kind of resource is listed.</summary>
/// <param name="Select">The select list with its joins, up to the condition.</param>
/// <param name="Table">The table with its alias, for counting.</param>
/// <param name="Alias">The alias of the table.</param>
/// <param name="Fields">See <see cref="FilterSql.Build"/>.</param>
/// <param name="WorkspaceCondition">What confines a list to <c>@workspace</c>; null if nothing does.</param>
internal sealed record ListSql(
    string Select, string Table, string Alias, IReadOnlyDictionary<string, string> Fields, string? WorkspaceCondition)
{
    /// <summary>A condition on top of all others; null for none.</summary>
    public string? Confinement { get; init; }

    /// <summary>One page of the rows that fit.</summary>
    public Task<Page<TRow>> ReadPageAsync<TRow>(
        SqlSession session, ResourceQuery query, Func<DbDataReader, TRow> map, CancellationToken cancellationToken) =>
        ReadPageAsync(session, query, null, [], map, cancellationToken);

    /// <summary>One page of the rows that fit and that also fulfil a condition of the repository's own.</summary>
    public async Task<Page<TRow>> ReadPageAsync<TRow>(
        SqlSession session,
        ResourceQuery query,
        string? confinement,
        IReadOnlyList<SqlParameter> confinementParameters,
        Func<DbDataReader, TRow> map,
        CancellationToken cancellationToken)
    {
        var (condition, parameters) = FilterSql.Build(query, Fields, session.Dialect);
        if (confinement is not null)
        {
            condition = $"{condition} AND {confinement}";
            parameters.AddRange(confinementParameters);
        }

        if (query.Workspace is { } workspace && WorkspaceCondition is not null)
        {
            condition = $"{condition} AND {WorkspaceCondition}";
            parameters.Add(("@workspace", workspace.ToStored()));
        }

        if (Confinement is not null)
        {
            condition = $"{condition} AND {Confinement}";
        }

        if (query.Type is { } type && Fields.TryGetValue("type", out var ofType))
        {
            condition = $"{condition} AND {ofType.Replace("{}", "= @type", StringComparison.Ordinal)}";
            parameters.Add(("@type", type.WireName()));
        }

        var total = await session.CountAsync($"SELECT COUNT(*) FROM {Table} WHERE {condition}", cancellationToken, parameters);
        var direction = query.Descending ? "DESC" : "ASC";

        // These always have a value, and PostgreSQL would not read them from their indexes if it were told where those without one belong.
        var hasAlwaysValue = query.SortField.Name is "id" or "created" or "updated" or "name";
        var noValue = hasAlwaysValue ? "" : session.Dialect.NoValueIsSmallest(query.Descending);
        var items = await session.QueryAsync(
            $"{Select} WHERE {condition} ORDER BY {FilterSql.SortColumn(query, Fields)} {direction}{noValue}, "
            + $"{Alias}.id LIMIT @size OFFSET @offset",
            map, cancellationToken, [.. parameters, ("@size", (long)query.Size), ("@offset", query.Offset)]);
        return new Page<TRow>(items, query.Page, query.Size, total);
    }
}
