namespace ZenML.Core.Querying;

/// <summary>The operator of a filter.</summary>
public enum FilterOperator
{
    /// <summary>Equal, compared by ordinal.</summary>
    Equal,

    /// <summary>Contains the text, ignoring the case of ASCII letters.</summary>
    Contains,

    /// <summary>Starts with the text, ignoring the case of ASCII letters.</summary>
    StartsWith,

    /// <summary>Ends with the text, ignoring the case of ASCII letters.</summary>
    EndsWith,

    /// <summary>Greater than or equal to.</summary>
    GreaterOrEqual,

    /// <summary>Greater than.</summary>
    Greater,

    /// <summary>Less than or equal to.</summary>
    LessOrEqual,

    /// <summary>Less than.</summary>
    Less,
}
