using System.Globalization;
using ZenML.Client.Remote.Http;
using ZenML.Core.Querying;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Lists;

/// <summary>Converts validated list queries to the query format of servers.</summary>
internal static class WireQuery
{
    /// <summary>Converts the filters, the sorting and the workspace, but not the page.</summary>
    /// <param name="query">The query.</param>
    /// <param name="rename">Returns the server's name of a field.</param>
    public static QueryText Write(ResourceQuery query, Func<string, string>? rename = null)
    {
        rename ??= name => name;
        var text = new QueryText().With("hydrate", "true");
        foreach (var condition in query.Conditions)
        {
            text = text.With(rename(condition.Field.Name), Write(condition));
        }

        // On servers, 'or' without filters matches nothing.
        if (query.MatchAny && query.Conditions.Count > 0)
        {
            text = text.With("logical_operator", "or");
        }

        return text
            .With("sort_by", $"{(query.Descending ? "desc" : "asc")}:{rename(query.SortField.Name)}")
            .WithIf("scope_workspace", query.Workspace?.ToString());
    }

    private static string Write(FilterCondition condition) => condition.Operand switch
    {
        // Servers treat a truth value after an operator as true, whatever it is.
        bool value => value ? "True" : "False",
        DateTimeOffset time when condition.Operator == FilterOperator.Equal => WireTimes.WriteExact(time),
        DateTimeOffset time => $"{Word(condition.Operator)}:{WireTimes.WriteOperand(time)}",
        Guid id => $"equals:{id:D}",
        long number => string.Create(CultureInfo.InvariantCulture, $"{Word(condition.Operator)}:{number}"),
        var text => $"{Word(condition.Operator)}:{text}",
    };

    private static string Word(FilterOperator filterOperator) => WireWords.FilterOperators.Of(filterOperator);
}
