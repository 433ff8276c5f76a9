using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Querying;

/// <summary>
/// A query for a list: filters, a sort column and a page. A filter has the form <c>operator:value</c> with
/// <c>equals</c>, <c>contains</c>, <c>startswith</c>, <c>endswith</c>, <c>gte</c>, <c>gt</c>, <c>lte</c> or <c>lt</c>.
/// The default is <c>equals</c>; write it out for a value that looks like an operator, such as <c>equals:team:db</c>.
/// </summary>
/// <example><code>new ListQuery { ["name"] = "contains:app", ["scope"] = "user", SortBy = "desc:created", Size = 50 }</code></example>
public sealed class ListQuery : IEnumerable<KeyValuePair<string, string>>
{
    private readonly OrderedDictionary<string, string> filters = new(StringComparer.Ordinal);

    private Options options = new();

    /// <summary>Creates a query for the first page of all items.</summary>
    public ListQuery()
    {
    }

    /// <summary>Creates a copy.</summary>
    public ListQuery(ListQuery other)
    {
        ArgumentNullException.ThrowIfNull(other);
        filters = new(other.filters, StringComparer.Ordinal);
        options = other.options;
    }

    /// <summary>The number of the page, from 1.</summary>
    public int Page
    {
        get => options.Page;
        set => options = options with { Page = value };
    }

    /// <summary>The number of items per page: 1 to <see cref="QueryParser.MaximumSize"/>.</summary>
    public int Size
    {
        get => options.Size;
        set => options = options with { Size = value };
    }

    /// <summary>
    /// <c>column</c>, <c>asc:column</c> or <c>desc:column</c>. The default is <c>created</c>, oldest first.
    /// </summary>
    public string? SortBy
    {
        get => options.SortBy;
        set => options = options with { SortBy = value };
    }

    /// <summary>How filters combine: <c>and</c> (the default) or <c>or</c>.</summary>
    public string LogicalOperator
    {
        get => options.LogicalOperator;
        set => options = options with { LogicalOperator = value };
    }

    /// <summary>The workspace, in addition to the filters; null for all.</summary>
    public Id<Workspace>? Workspace
    {
        get => options.Workspace;
        set => options = options with { Workspace = value };
    }

    /// <summary>
    /// The type of the components or flavors, in addition to the filters; null for all. Other resources have no type.
    /// </summary>
    public ComponentType? Type
    {
        get => options.Type;
        set => options = options with { Type = value };
    }

    /// <summary>The filter of one field.</summary>
    /// <param name="field">The name of the field, for example <c>name</c>.</param>
    public string this[string field]
    {
        get => filters[field];
        set => filters[field] = value;
    }

    /// <summary>Removes the filter of a field, if there is one.</summary>
    public void Remove(string field) => filters.Remove(field);

    /// <summary>Enumerates the filters in the order in which they were set.</summary>
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
