using System.Globalization;
using System.Text;
using ZenML.Core.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Querying;

/// <summary>
/// Turns the comparisons of a list into SQL. Field names choose among constant columns; operands become parameters.
/// Unlike in ZenML, <c>%</c> and <c>_</c> in an operand mean themselves: a filter never matches what was not asked for.
/// </summary>
internal static class FilterSql
{
    private const string Never = "1 = 0";

    // SQLite refuses longer patterns, and no field that is filtered by holds so much.
    private const int LongestPattern = 10_000;

    /// <summary>The condition, in parentheses, and its parameters.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="fields">
    /// For each field, the condition with <c>{}</c> in the place of operator and operand: <c>c.name {}</c>. A field that is compared for
    /// equality alone can have <c>{operand}</c> in the place of the operand instead.
    /// </param>
    /// <param name="dialect">The words of the database.</param>
    public static (string Condition, List<SqlParameter> Parameters) Build(
        ResourceQuery query, IReadOnlyDictionary<string, string> fields, SqlDialect dialect)
    {
        var parameters = new List<SqlParameter>();
        if (query.Conditions.Count == 0)
        {
            return ("(1 = 1)", parameters);
        }

        var conditions = query.Conditions.Select(
            condition => Compare(fields[condition.Field.Name], condition, dialect, parameters) ?? Never).ToArray();
        return ($"({string.Join(query.MatchAny ? " OR " : " AND ", conditions)})", parameters);
    }

    /// <summary>The column that a list is sorted by: the part of its condition before the comparison.</summary>
    public static string SortColumn(ResourceQuery query, IReadOnlyDictionary<string, string> fields) =>
        fields[query.SortField.Name].Replace(" {}", "", StringComparison.Ordinal);

    private static string? Compare(string template, FilterCondition condition, SqlDialect dialect, List<SqlParameter> parameters)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"@filter{parameters.Count}");
        switch (condition.Operator, condition.Operand)
        {
            case (FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith, string part):
                if (part.Contains('\0', StringComparison.Ordinal) || part.Length > LongestPattern)
                {
                    return null;
                }

                var column = ColumnOf(template);
                var (like, pattern) = dialect.Like(column, name, Pattern(condition.Operator, part));
                parameters.Add((name, pattern));
                return template.Replace($"{column} {{}}", like, StringComparison.Ordinal);

            case (_, DateTimeOffset time):
                var isBetweenMicroseconds = time.UtcTicks % TimeSpan.TicksPerMicrosecond != 0;
                if (isBetweenMicroseconds && condition.Operator == FilterOperator.Equal)
                {
                    return null;
                }

                parameters.Add((name, time.ToStored()));
                return Fill(template, isBetweenMicroseconds ? RoundedDown(condition.Operator) : condition.Operator, name);

            case (_, string text) when text.Contains('\0', StringComparison.Ordinal) && !dialect.HoldsNul:
                return null;

            default:
                parameters.Add((name, condition.Operand switch
                {
                    Guid id => id.ToStored(),
                    bool truth => truth ? 1L : 0L,
                    var other => other,
                }));
                return Fill(template, condition.Operator, name);
        }
    }

    private static string ColumnOf(string template)
    {
        var end = template.IndexOf(" {}", StringComparison.Ordinal);
        return end == template.Length - 3 ? template[..end] : template[(template.LastIndexOfAny([' ', '('], end - 1) + 1)..end];
    }

    private static string Fill(string template, FilterOperator comparison, string parameter) =>
        template.Replace("{}", $"{Sign(comparison)} {parameter}", StringComparison.Ordinal)
            .Replace("{operand}", parameter, StringComparison.Ordinal);

    private static FilterOperator RoundedDown(FilterOperator comparison) =>
        comparison is FilterOperator.Greater or FilterOperator.GreaterOrEqual ? FilterOperator.Greater : FilterOperator.LessOrEqual;

    private static string Sign(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Less => "<",
        _ => "<=",
    };

    private static string Pattern(FilterOperator comparison, string part)
    {
        var pattern = new StringBuilder();
        pattern.Append(comparison == FilterOperator.StartsWith ? "" : "%");
        foreach (var character in part)
        {
            pattern.Append(character is '%' or '_' or '!' ? "!" : "").Append(character);
        }

        return pattern.Append(comparison == FilterOperator.EndsWith ? "" : "%").ToString();
    }
}
