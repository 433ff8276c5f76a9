using ZenML.Core.Querying;

namespace ZenML.Protocol.Vocabulary;

/// <summary>The words in the query of a list. Client and server take them from here.</summary>
public static class QueryWords
{
    /// <summary>The parameter that says whether resources come with their metadata.</summary>
    public const string Hydrate = "hydrate";

    /// <summary>The parameter with the number of the page, from 1.</summary>
    public const string Page = "page";

    /// <summary>The parameter with the size of a page.</summary>
    public const string Size = "size";

    /// <summary>The parameter with the field to sort by, after a direction and a colon.</summary>
    public const string SortBy = "sort_by";

    /// <summary>Before the field to sort by: smallest first.</summary>
    public const string Ascending = "asc";

    /// <summary>Before the field to sort by: largest first.</summary>
    public const string Descending = "desc";

    /// <summary>The parameter that says whether all filters must match or one of them.</summary>
    public const string LogicalOperator = "logical_operator";

    /// <summary>All filters must match.</summary>
    public const string And = "and";

    /// <summary>One of the filters must match.</summary>
    public const string Or = "or";

    /// <summary>The parameter with the id of the workspace that a list is confined to.</summary>
    public const string Workspace = "scope_workspace";

    /// <summary>Returns a filter: the word of an operator, a colon and the operand.</summary>
    public static string Filter(FilterOperator filterOperator, string operand) =>
        $"{WireWords.FilterOperators.Of(filterOperator)}:{operand}";

    /// <summary>Returns the filter for what equals a text.</summary>
    public static string EqualTo(string operand) => Filter(FilterOperator.Equal, operand);

    /// <summary>Returns the filter for what starts with a text.</summary>
    public static string StartingWith(string operand) => Filter(FilterOperator.StartsWith, operand);
}
