namespace ZenML.Protocol.Envelopes;

/// <summary>One page of a list.</summary>
/// <typeparam name="TItem">The resources.</typeparam>
public sealed record ResourcePage<TItem>
{
    /// <summary>The number of the page, from 1.</summary>
    public required int Index { get; init; }

    /// <summary>How many items a page can have.</summary>
    public required int MaxSize { get; init; }

    /// <summary>How many pages there are; at least 1.</summary>
    public required long TotalPages { get; init; }

    /// <summary>How many items all pages have.</summary>
    public required long Total { get; init; }

    /// <summary>The items of this page.</summary>
    public required IReadOnlyList<TItem> Items { get; init; }
}
