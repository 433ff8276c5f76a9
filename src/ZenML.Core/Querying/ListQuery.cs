using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Querying;

/// <summary>
/// What a list should contain, as people write it: filters in the mini language <c>operator:value</c> (<c>equals</c>, <c>contains</c>,
/// <c>startswith</c>,
/// <c>endswith</c>, <c>gte</c>, <c>gt</c>, <c>lte</c>, <c>lt</c>; no operator means <c>equals</c>; a text that looks like one with an
/// operator, such as <c>team:db</c>, needs it), a sort column and a page.
/// </summary>
/// <example><code>new ListQuery { ["name"] = "contains:app", ["scope"] = "user", SortBy = "desc:created", Size = 50 }</code></example>
public sealed class ListQuery : IEnumerable<KeyValuePair<string, string>>
{
    private readonly OrderedDictionary<string, string> filters = new(StringComparer.Ordinal);

    private Options options = new();

    /// <summary>Everything, the first page.</summary>
    public ListQuery()
    {
    }

    /// <summary>A copy.</summary>
    public ListQuery(ListQuery other)
    {
        ArgumentNullException.ThrowIfNull(other);
        filters = new(other.filters, StringComparer.Ordinal);
        options = other.options;
    }

    /// <summary>The page, from 1.</summary>
    public int Page
    {
        get => options.Page;
        set => options = options with { Page = value };
    }

    /// <summary>How many items a page holds: 1 to <see cref="QueryParser.MaximumSize"/>.</summary>
    public int Size
    {
        get => options.Size;
        set => options = options with { Size = value };
    }

    /// <summary><c>column</c>, <c>asc:column</c> or <c>desc:column</c>. Without it, the oldest comes first.</summary>
    public string? SortBy
    {
        get => options.SortBy;
        set => options = options with { SortBy = value };
    }

    /// <summary><c>and</c> (the default) or <c>or</c>: how several filters combine.</summary>
    public string LogicalOperator
    {
        get => options.LogicalOperator;
        set => options = options with { LogicalOperator = value };
    }

    /// <summary>The workspace that the list is confined to, on top of the filters; null for all.</summary>
    public Id<Workspace>? Workspace
    {
        get => options.Workspace;
        set => options = options with { Workspace = value };
    }

    /// <summary>The type of component or flavor that the list is confined to, on top of the filters; null for all. Other resources have no
    /// type.</summary>
    public ComponentType? Type
    {
        get => options.Type;
        set => options = options with { Type = value };
    }

    /// <summary>The filter of one field.</summary>
    /// <param name="field">The field's name, for example <c>name</c>.</param>
    public string this[string field]
    {
        get => filters[field];
        set => filters[field] = value;
    }

    /// <summary>Takes away the filter of a field, if it has one.</summary>
    public void Remove(string field) => filters.Remove(field);

    /// <summary>The filters, in the order in which they were set.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => filters.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>All but the filters, in one value, so that a copy is complete.</summary>
    private readonly record struct Options()
    {
        public int Page { get; init; } = 1;

        public int Size { get; init; } = 20;

        public string? SortBy { get; init; }

        public string LogicalOperator { get; init; } = "and";

        public Id<Workspace>? Workspace { get; init; }

        public ComponentType? Type { get; init; }
    }
}
