namespace ZenML.Core.Querying;

/// <summary>The invalid part of a query.</summary>
public enum QueryErrorKind
{
    /// <summary>The filter field does not exist.</summary>
    Field,

    /// <summary>The field does not support the operator.</summary>
    Operator,

    /// <summary>The value is invalid for the field.</summary>
    Operand,

    /// <summary>The sort column does not exist.</summary>
    Sorting,

    /// <summary>The page, its size or the logical operator.</summary>
    Paging,
}
