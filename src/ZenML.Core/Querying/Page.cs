using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Core.Querying;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="Index">The number of the page, from 1.</param>
/// <param name="Size">The maximum number of items per page.</param>
/// <param name="Total">The total number of items.</param>
public sealed record Page<TItem>(IReadOnlyList<TItem> Items, int Index, int Size, long Total)
{
    /// <summary>The total number of pages; 1 for an empty list.</summary>
    public long TotalPages => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>Returns the page with every item converted.</summary>
    public Page<TOther> Select<TOther>(Func<TItem, TOther> selector) => new([.. Items.Select(selector)], Index, Size, Total);

    /// <summary>Returns this page if it exists.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/> if it is past the end.</exception>
    public Page<TItem> EnsureInRange() => Index <= TotalPages
        ? this
        : throw new ZenException(
            ErrorCode.InvalidArgument,
            $"There is no page {Index}; the list has {Number.Of(TotalPages, "page")} ({Number.Of(Total, "item")}, {Size} per page).");
}
