using System.Globalization;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Lists;

/// <summary>
/// Follows a list that is read page by page, so that every list ends: also one of a server that never stops, repeats
/// itself or changes its numbers.
/// </summary>
internal sealed class ListProgress
{
    private const int MostPages = 10_000;
    private const int MostItems = 2_000_000;
    private const long MostBytes = 1024L * 1024 * 1024;

    /// <summary>
    /// How much longer a list may become while it is read, for other people add to it: half as long again, and a
    /// thousand items more.
    /// </summary>
    private const int Growth = 1_000;

    /// <summary>How long all pages together may take to arrive. What their reader does meanwhile does not count.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly HashSet<Guid> seen = [];
    private int pages;
    private long bytes;
    private int? size;
    private TimeSpan waited;
    private long longest;

    /// <summary>Counts the time that a page took to arrive.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: all pages together took too long.</exception>
    public void Wait(TimeSpan time)
    {
        waited += time;
        if (waited > LongestWait)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, string.Create(CultureInfo.InvariantCulture,
                $"The server's list takes too long: its pages took more than {LongestWait.TotalMinutes} minutes. Narrow it with filters, "
                    + $"or ask for single pages."));
        }
    }

    /// <summary>
    /// The items of the next page that were not on a page before. What moves to another page while a list is read
    /// would be there twice.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>: the pages do not make one list, or the list is larger than any that
    /// is read here.
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
            throw WireValue.Unexpected("a list whose pages agree");
        }

        if (pages > MostPages || page.TotalPages > MostPages || bytes > MostBytes || page.Total > MostItems)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, string.Create(CultureInfo.InvariantCulture,
                $"The server's list is too long: at most {MostItems} items on {MostPages} pages are read. Narrow it with filters, or "
                    + $"ask for single pages."));
        }

        var added = page.Items.Where(item => seen.Add(item["id"].Uuid)).ToArray();
        return added.Length > 0 || page.Items.Count == 0 ? added : throw WireValue.Unexpected("a page with other items than those before");
    }
}
