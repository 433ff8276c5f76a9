using System.Globalization;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Lists;

/// <summary>
/// Tracks the pages of a list, so that reading it always ends, even if the server returns endless, repeated or inconsistent
/// pages.
/// </summary>
internal sealed class ListProgress
{
    private const int MostPages = 10_000;
    private const int MostItems = 2_000_000;
    private const long MostBytes = 1024L * 1024 * 1024;

    /// <summary>
    /// How much a list may grow while it is read, because others add to it: by half of its length and a thousand items.
    /// </summary>
    private const int Growth = 1_000;

    /// <summary>The time limit for receiving all pages. Time that the reader spends between pages does not count.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly HashSet<Guid> seen = [];
    private int pages;
    private long bytes;
    private int? size;
    private TimeSpan waited;
    private long longest;

    /// <summary>Adds the time that it took to receive a page.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: all pages together took too long.</exception>
    public void Wait(TimeSpan time)
    {
        waited += time;
        if (waited > LongestWait)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, string.Create(CultureInfo.InvariantCulture,
                $"Reading the server's list took more than {LongestWait.TotalMinutes} minutes. Narrow the list with filters, or request "
                    + $"single pages."));
        }
    }

    /// <summary>
    /// Returns the items of the next page that were not on an earlier page. An item that moves to another page while the list is
    /// read would otherwise be returned twice.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>: the pages are inconsistent, or the list exceeds the limits.
    /// </exception>
    public IReadOnlyList<WireValue> TakeNew(ListResponse answer)
    {
        var page = answer.Page;
        size ??= page.Size;
        longest = longest == 0 ? page.Total + (page.Total / 2) + Growth : longest;
        pages++;
        bytes += answer.Length;
        if (page.Size != size || page.Total > longest)
        {
            throw WireValue.Unexpected("consistent pages of a list");
        }

        if (pages > MostPages || page.TotalPages > MostPages || bytes > MostBytes || page.Total > MostItems)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, string.Create(CultureInfo.InvariantCulture,
                $"The server's list is too long: the limit is {MostItems} items on {MostPages} pages. Narrow the list with filters, or "
                    + $"request single pages."));
        }

        var added = page.Items.Where(item => seen.Add(item["id"].Uuid)).ToArray();
        return added.Length > 0 || page.Items.Count == 0 ? added : throw WireValue.Unexpected("a page with new items");
    }
}
