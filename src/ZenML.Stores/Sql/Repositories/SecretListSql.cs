using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// The statements of a list of secrets. What roles show to an account is in two name spaces; each is read in order from an
/// index of its own and no further than the page needs, so that the first page costs the same however many secrets
/// there are, and whoever owns them.
/// </summary>
internal sealed class SecretListSql
{
    /// <summary>The condition of each field; see <see cref="FilterSql.Build"/>.</summary>
    public static IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["id"] = "s.id {}", ["created"] = "s.created {}", ["updated"] = "s.updated {}", ["name"] = "s.name {}", ["scope"] = "s.scope {}",
        ["workspace_id"] = "s.workspace_id {}", ["user_id"] = "s.user_id {}",
        ["tag"] = "EXISTS (SELECT 1 FROM secret_labels l WHERE l.secret_id = s.id AND l.label {})",
    };

    // Up to so many are collected and sorted; more of them are found soon by walking along the order.
    private const long Few = 500;

    private readonly string condition;

    private readonly string order;

    private readonly bool isFiltered;

    private readonly SecretViewSql view;

    // Names of what is shared are compared as the viewer writes them.
    private readonly string grantedCondition = "";

    public SecretListSql(ResourceQuery query, SecretViewer viewer, SqlDialect dialect)
    {
        var (condition, parameters) = FilterSql.Build(query, Fields, dialect);
        view = new SecretViewSql(viewer, dialect, query.Workspace);
        parameters.AddRange(view.Parameters);
        var confinement = "";
        if (query.Workspace is { } workspace)
        {
            confinement = "s.workspace_id = @workspace AND ";
            parameters.Add(("@workspace", workspace.ToStored()));
        }

        if (view.HasGrants)
        {
            var names = new Dictionary<string, string>(Fields) { ["name"] = $"{view.ReferenceName} {{}}" };
            grantedCondition = $"{view.Granted} AND {confinement}{FilterSql.Build(query, names, dialect).Condition}";
        }

        var column = FilterSql.SortColumn(query, Fields);
        order = column == "s.id" ? $"s.id {Direction(query)}" : $"{column} {Direction(query)}, s.id";
        this.condition = $"{confinement}{condition}";
        isFiltered = query.Conditions.Count > 0;
        Parameters = parameters;
        var byRole = $"s.name_space IN ('', @viewer){view.ByRole} AND {this.condition}";
        Count = $"SELECT COUNT(*) FROM secrets s WHERE {(view.HasGrants ? $"({byRole}) OR ({grantedCondition})" : byRole)}";
        CountGranted = view.HasGrants ? $"SELECT COUNT(*) FROM secrets s WHERE {grantedCondition}" : null;
        PageParameters = [("@window", query.Offset + query.Size), ("@size", (long)query.Size), ("@offset", query.Offset)];
    }

    /// <summary>Counts what fits.</summary>
    public string Count { get; }

    /// <summary>Counts what fits of what only grants show; null if there are none.</summary>
    public string? CountGranted { get; }

    /// <summary>The parameters of the statements.</summary>
    public IReadOnlyList<SqlParameter> Parameters { get; }

    /// <summary>What <see cref="Page"/> takes besides.</summary>
    public IReadOnlyList<SqlParameter> PageParameters { get; }

    private string InOrder(string nameSpace) =>
        $"SELECT s.* FROM secrets s WHERE s.name_space = {nameSpace}{view.ByRole} AND {condition} ORDER BY {order} LIMIT @window";

    private string Collected(string nameSpace) =>
        $"SELECT s.* FROM secrets s WHERE s.id IN (SELECT s.id FROM secrets s WHERE s.name_space = {nameSpace}{view.ByRole} AND "
        + $"{condition}) ORDER BY {order} LIMIT @window";

    /// <summary>Reads the page.</summary>
    /// <param name="total">How many secrets fit.</param>
    /// <remarks>
    /// Walking along an index in the order asked for finds a page soon where many fit, and searches the whole store
    /// where few do. Those are collected instead, from whichever index says whether a secret fits (for names, one that
    /// has nothing else in it), and then sorted.
    /// </remarks>
    public string Page(long total)
    {
        Func<string, string> part = isFiltered && total <= Few ? Collected : InOrder;
        var granted = view.HasGrants
            ? $" UNION ALL SELECT * FROM (SELECT s.* FROM secrets s WHERE {grantedCondition}) granted"
            : "";
        return $"""
            SELECT {SecretRows.Columns} FROM (
                SELECT * FROM ({part("''")}) everyone UNION ALL SELECT * FROM ({part("@viewer")}) own{granted}
            ) s {SecretRows.Joins} ORDER BY {order} LIMIT @size OFFSET @offset
            """;
    }

    private static string Direction(ResourceQuery query) => query.Descending ? "DESC" : "ASC";
}
