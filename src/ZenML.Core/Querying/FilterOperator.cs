namespace ZenML.Core.Querying;

/// <summary>How a filter compares.</summary>
public enum FilterOperator
{
    /// <summary>The same, character by character.</summary>
    Equal,

    /// <summary>Contains the text, ASCII letters in either case.</summary>
    Contains,

    /// <summary>Begins with the text, ASCII letters in either case.</summary>
    StartsWith,

    /// <summary>Ends with the text, ASCII letters in either case.</summary>
    EndsWith,

    /// <summary>At or after, at least.</summary>
    GreaterOrEqual,

    /// <summary>After, more than.</summary>
    Greater,

    /// <summary>At or before, at most.</summary>
    LessOrEqual,

    /// <summary>Before, less than.</summary>
    Less,
}
