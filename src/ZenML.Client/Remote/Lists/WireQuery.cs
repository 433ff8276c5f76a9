using System.Globalization;
using ZenML.Client.Remote.Http;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Lists;

/// <summary>Converts validated list queries to the query format of servers.</summary>
internal static class WireQuery
{
    /// <summary>Requests resources with their metadata.</summary>
    public static QueryText Hydrated { get; } = new QueryText().With(QueryWords.Hydrate, "true");

    /// <summary>Requests the resources of a workspace with their metadata.</summary>
    public static QueryText In(Id<Workspace> workspace) => Hydrated.With(QueryWords.Workspace, workspace.ToString());

    /// <summary>Converts the filters, the sorting and the workspace, but not the page.</summary>
    /// <param name="query">The query.</param>
    /// <param name="rename">Returns the server's name of a field.</param>
    public static QueryText Write(ResourceQuery query, Func<string, string>? rename = null)
    {
        rename ??= name => name;
        var text = Hydrated;
        foreach (var condition in query.Conditions)
        {
            text = text.With(rename(condition.Field.Name), Write(condition));
        }

        // On servers, 'or' without filters matches nothing.
        if (query.MatchAny && query.Conditions.Count > 0)
        {
            text = text.With(QueryWords.LogicalOperator, QueryWords.Or);
        }

        var direction = query.Descending ? QueryWords.Descending : QueryWords.Ascending;
        return text
            .With(QueryWords.SortBy, $"{direction}:{rename(query.SortField.Name)}")
            .WithIf(QueryWords.Workspace, query.Workspace?.ToString());
    }

    private static string Write(FilterCondition condition) => condition.Operand switch
    {
        // Servers treat a truth value after an operator as true, whatever it is.
        bool value => value ? "True" : "False",
        DateTimeOffset time when condition.Operator == FilterOperator.Equal => WireTimes.WriteExact(time),
        DateTimeOffset time => QueryWords.Filter(condition.Operator, WireTimes.WriteOperand(time)),
        Guid id => QueryWords.EqualTo(id.ToString("D")),
        long number => QueryWords.Filter(condition.Operator, number.ToString(CultureInfo.InvariantCulture)),
        var text => QueryWords.Filter(condition.Operator, $"{text}"),
    };
}
