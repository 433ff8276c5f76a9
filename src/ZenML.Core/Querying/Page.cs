using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Core.Querying;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="Index">Which page it is, from 1.</param>
/// <param name="Size">How many items a page can hold.</param>
/// <param name="Total">How many items the whole list has.</param>
public sealed record Page<TItem>(IReadOnlyList<TItem> Items, int Index, int Size, long Total)
{
    /// <summary>How many pages the whole list has; 1 for an empty list.</summary>
    public long TotalPages => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>The same page with other items.</summary>
    public Page<TOther> Select<TOther>(Func<TItem, TOther> selector) => new([.. Items.Select(selector)], Index, Size, Total);

    /// <summary>This page, if the list has so many.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/> if it lies past the end.</exception>
    public Page<TItem> EnsureInRange() => Index <= TotalPages
        ? this
        : throw new ZenException(
            ErrorCode.InvalidArgument,
            $"There is no page {Index}: {Number.Of(Total, "item")} in pages of {Size} {(Total == 1 ? "makes" : "make")} {TotalPages}.");
}
