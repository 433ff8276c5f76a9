using System.Globalization;
using ZenML.Client.Remote.Http;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Lists;

/// <summary>Writes checked queries as servers read them.</summary>
internal static class WireQuery
{
    /// <summary>Asks for resources with their metadata.</summary>
    public static QueryText Hydrated { get; } = new QueryText().With(QueryWords.Hydrate, "true");

    /// <summary>Asks for the resources of a workspace, with their metadata.</summary>
    public static QueryText In(Id<Workspace> workspace) => Hydrated.With(QueryWords.Workspace, workspace.ToString());

    /// <summary>The filters, the sorting and the workspace; not the page.</summary>
    /// <param name="query">The query.</param>
    /// <param name="rename">The server's names of fields that are called something else there.</param>
    public static QueryText Write(ResourceQuery query, Func<string, string>? rename = null)
    {
        rename ??= name => name;
        var text = Hydrated;
        foreach (var condition in query.Conditions)
        {
            text = text.With(rename(condition.Field.Name), Write(condition));
        }

        // 'or' without filters matches nothing there.
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
        // A truth value with an operator before it would count as true, whatever it is.
        bool value => value ? "True" : "False",
        DateTimeOffset time when condition.Operator == FilterOperator.Equal => WireTimes.WriteExact(time),
        DateTimeOffset time => QueryWords.Filter(condition.Operator, WireTimes.WriteOperand(time)),
        Guid id => QueryWords.EqualTo(id.ToString("D")),
        long number => QueryWords.Filter(condition.Operator, number.ToString(CultureInfo.InvariantCulture)),
        var text => QueryWords.Filter(condition.Operator, $"{text}"),
    };
}
