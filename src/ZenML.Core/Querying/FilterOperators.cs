namespace ZenML.Core.Querying;

/// <summary>The words of filter operators, the same for the SDK, the command line and the REST API.</summary>
public static class FilterOperators
{
    /// <summary>The word of each operator. In a filter, a colon and the operand follow it.</summary>
    public static IReadOnlyList<(FilterOperator Operator, string Word)> Words { get; } =
    [
        (FilterOperator.Equal, "equals"),
        (FilterOperator.Contains, "contains"),
        (FilterOperator.StartsWith, "startswith"),
        (FilterOperator.EndsWith, "endswith"),
        (FilterOperator.GreaterOrEqual, "gte"),
        (FilterOperator.Greater, "gt"),
        (FilterOperator.LessOrEqual, "lte"),
        (FilterOperator.Less, "lt"),
    ];
}
