using ZenML.Core;
using ZenML.Core.Querying;
using ZenML.Core.Users;
using ZenML.Stores.Sql.Dialects;
using ZenML.Stores.Sql.Querying;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// The statements of a list of secrets. What an account sees lies in two name spaces; each is read in order from an index of its own and no further than
/// the page needs, so that the first page costs the same however many secrets there are, and whoever owns them.
/// </summary>
internal sealed class SecretListSql
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["id"] = "s.id {}", ["created"] = "s.created {}", ["updated"] = "s.updated {}", ["name"] = "s.name {}", ["scope"] = "s.scope {}",
        ["workspace_id"] = "s.workspace_id {}", ["user_id"] = "s.user_id {}",
    };

    public SecretListSql(ResourceQuery query, Id<User> viewer, SqlDialect dialect)
    {
        var (condition, parameters) = FilterSql.Build(query, Fields, dialect);
        parameters.Add(("@viewer", viewer.ToStored()));
        if (query.Workspace is { } workspace)
        {
            condition = $"s.workspace_id = @workspace AND {condition}";
            parameters.Add(("@workspace", workspace.ToStored()));
        }

        var column = FilterSql.SortColumn(query, Fields);
        if (IsLookup(query))
        {
            // One name is a few rows at most, but the database would rather walk along an index in the order asked for than sort them. This hides the order.
            column = $"COALESCE({column}, {column})";
        }

        var order = column == "s.id" ? $"s.id {Direction(query)}" : $"{column} {Direction(query)}, s.id";
        Parameters = parameters;
        Count = $"SELECT COUNT(*) FROM secrets s WHERE s.name_space IN ('', @viewer) AND {condition}";
        Page =
            $"""
            SELECT {SecretRows.Columns} FROM (
                SELECT * FROM (SELECT s.* FROM secrets s WHERE s.name_space = '' AND {condition} ORDER BY {order} LIMIT @window) everyone
                UNION ALL
                SELECT * FROM (SELECT s.* FROM secrets s WHERE s.name_space = @viewer AND {condition} ORDER BY {order} LIMIT @window) own
            ) s {SecretRows.Joins} ORDER BY {order} LIMIT @size OFFSET @offset
            """;
        PageParameters = [("@window", query.Offset + query.Size), ("@size", (long)query.Size), ("@offset", query.Offset)];
    }

    /// <summary>Counts what fits.</summary>
    public string Count { get; }

    /// <summary>Reads the page.</summary>
    public string Page { get; }

    /// <summary>The parameters of both.</summary>
    public IReadOnlyList<SqlParameter> Parameters { get; }

    /// <summary>What <see cref="Page"/> takes besides.</summary>
    public IReadOnlyList<SqlParameter> PageParameters { get; }

    private static bool IsLookup(ResourceQuery query) =>
        !query.MatchAny && query.Conditions.Any(condition => condition is { Operator: FilterOperator.Equal, Field.Name: "name" });

    private static string Direction(ResourceQuery query) => query.Descending ? "DESC" : "ASC";
}
