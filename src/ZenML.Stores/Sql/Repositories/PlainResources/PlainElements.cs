using ZenML.Core.Errors;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Stores.Sql.Repositories.PlainResources;

/// <summary>
/// Filters by elements of lists and by entries of maps, which are stored as JSON. Written alike, an element or entry can only be found
/// where it is: quotation marks within texts are escaped.
/// </summary>
internal static class PlainElements
{
    // Each entry is a condition, and databases limit how many an expression can have.
    private const int MaximumEntries = 50;

    /// <summary>Replaces such conditions by what the stored JSON must contain.</summary>
    public static ResourceQuery Prepare(PlainResourceKind kind, ResourceQuery query) => query with
    {
        Conditions =
        [
            .. query.Conditions.SelectMany(condition =>
                kind.Fields.FirstOrDefault(field => field.FilterName == condition.Field.Name)?.Filter switch
                {
                    PlainFilter.Element => [condition with { Operator = FilterOperator.Equal, Operand = ToElement(condition) }],
                    PlainFilter.Entries => Limit(condition.Field, ToEntries((string)condition.Operand))
                        .Select(entry => condition with { Operator = FilterOperator.Equal, Operand = entry }),
                    _ => (IEnumerable<FilterCondition>)[condition],
                }),
        ],
    };

    private static string ToElement(FilterCondition condition)
    {
        var text = ToJson((string)condition.Operand);
        return condition.Operator switch
        {
            FilterOperator.Contains => text[1..^1],
            FilterOperator.StartsWith => text[..^1],
            FilterOperator.EndsWith => text[1..],
            _ => text,
        };
    }

    private static string[] Limit(FilterField field, IEnumerable<string> entries)
    {
        string[] limited = [.. entries.Take(MaximumEntries + 1)];
        return limited.Length <= MaximumEntries
            ? limited
            : throw new ZenException(ErrorCode.InvalidArgument, $"The filter '{field.Name}' can have at most {MaximumEntries} entries.");
    }

    private static IEnumerable<string> ToEntries(string filter)
    {
        if (ConfigurationJson.TryParse(filter, out var value) && value is ConfigurationMap map)
        {
            return map.Select(entry => $"{ToJson(entry.Key)}:{ConfigurationJson.Write(entry.Value)}");
        }

        return filter.Split(',').Select(pair => pair.Split('=', 2))
            .Select(pair => $"{ToJson(pair[0])}:{ToJson(pair.Length > 1 ? pair[1] : "")}");
    }

    private static string ToJson(string text) => ConfigurationJson.Write(new ConfigurationText(text));
}
