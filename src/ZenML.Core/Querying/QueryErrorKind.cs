namespace ZenML.Core.Querying;

/// <summary>What part of a query is wrong.</summary>
public enum QueryErrorKind
{
    /// <summary>There is no such field to filter by.</summary>
    Field,

    /// <summary>The field cannot be filtered by that operator.</summary>
    Operator,

    /// <summary>The field cannot be compared with that text.</summary>
    Operand,

    /// <summary>There is no such column to sort by.</summary>
    Sorting,

    /// <summary>The page, its size or the logical operator.</summary>
    Paging,
}
