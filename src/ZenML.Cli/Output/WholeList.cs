using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Cli.Output;

/// <summary>Reads all pages of a list as one.</summary>
/// <param name="readPage">Reads a page.</param>
internal sealed class WholeList<TItem>(Func<ListQuery, CancellationToken, Task<PageView<TItem>>> readPage)
{
    private const int PageSize = 1000;

    private const int MostAttempts = 5;

    /// <summary>
    /// Reads all items, each once. If the list changes while it is read, so that an item could be missed, the reading starts over.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: the list changed during each attempt.</exception>
    public async Task<PageView<TItem>> ReadAsync(ListQuery query, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryReadAsync(query, cancellationToken) is { } whole)
            {
                return whole;
            }

            if (attempt == MostAttempts)
            {
                throw new ZenException(
                    ErrorCode.StoreUnavailable, "Others changed the list during each attempt to read it. Try again, or use --page.");
            }
        }
    }

    private async Task<PageView<TItem>?> TryReadAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var items = new OrderedDictionary<Guid, TItem>();
        PageView<TItem>? first = null;
        for (var index = 1; ; index++)
        {
            PageView<TItem> read;
            try
            {
                read = await readPage(new ListQuery(query) { Page = index, Size = PageSize }, cancellationToken);
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.InvalidArgument && index > 1)
            {
                // The list has become shorter.
                return null;
            }

            first ??= read;
            foreach (var item in read.Page.Items)
            {
                items[((IResource)item!).Uuid] = item;
            }

            if (read.Page.Total != first.Page.Total)
            {
                return null;
            }

            if (index >= read.Page.TotalPages)
            {
                return items.Count == first.Page.Total
                    ? first with { Page = new Page<TItem>([.. items.Values], 1, Math.Max(items.Count, 1), items.Count) }
                    : null;
            }
        }
    }
}
