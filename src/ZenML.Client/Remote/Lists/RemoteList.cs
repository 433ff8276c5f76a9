using System.Globalization;
using System.Runtime.CompilerServices;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Lists;

/// <summary>A list on a server, read page by page.</summary>
/// <param name="connection">The connection to the server.</param>
/// <param name="path">The path of the list.</param>
internal sealed class RemoteList(ServerConnection connection, string path)
{
    /// <summary>The page size to request when reading all items. A server can return smaller pages.</summary>
    private const int LargePage = 1000;

    /// <summary>Returns one page.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the list has no such page.</exception>
    public async Task<Page<WireValue>> ReadPageAsync(QueryText query, int index, int size, CancellationToken cancellationToken)
    {
        if (await TryReadAsync(query, index, size, cancellationToken) is { } answer && answer.Page.Size == size)
        {
            return answer.Page;
        }

        // The size exceeds the server's limit, so this page is assembled from the server's smaller pages.
        return await CutAsync(ReadAllAsync(query, cancellationToken), index, size, cancellationToken);
    }

    /// <summary>Returns all items, fetched on demand. Each item is returned once, even if the list changes meanwhile.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>: the pages are inconsistent, or the list exceeds the limits.
    /// </exception>
    public async IAsyncEnumerable<WireValue> ReadAllAsync(QueryText query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int? size = LargePage;
        var progress = new ListProgress();
        for (var index = 1; ; index++)
        {
            var start = connection.Clock.GetTimestamp();
            var answer = await TryReadAsync(query, index, size, cancellationToken);
            progress.Wait(connection.Clock.GetElapsedTime(start));
            if (answer is null && index == 1 && size is not null)
            {
                // The server rejects this page size. Without one, it uses its own.
                size = null;
                answer = await TryReadAsync(query, index, size, cancellationToken);
            }

            if (answer is null)
            {
                // The list has become shorter.
                yield break;
            }

            foreach (var item in progress.TakeNew(answer))
            {
                yield return item;
            }

            if (index >= answer.Page.TotalPages || answer.Page.Items.Count == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Returns one page of items that the client filters, because the server cannot.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: there is no such page.</exception>
    public static async Task<Page<TItem>> CutAsync<TItem>(
        IAsyncEnumerable<TItem> items, int index, int size, CancellationToken cancellationToken)
    {
        var all = await items.ToListAsync(cancellationToken);
        var offset = (index - 1L) * size;
        return new Page<TItem>([.. offset < all.Count ? all.Skip((int)offset).Take(size) : []], index, size, all.Count).EnsureInRange();
    }

    private async Task<ListResponse?> TryReadAsync(QueryText query, int index, int? size, CancellationToken cancellationToken)
    {
        var paged = query
            .With(QueryWords.Page, index.ToString(CultureInfo.InvariantCulture))
            .WithIf(QueryWords.Size, size?.ToString(CultureInfo.InvariantCulture));
        VersionedValue answer;
        try
        {
            answer = await connection.GetVersionedAsync(path + paged, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.InvalidArgument && (size is not null || index > 1))
        {
            return null;
        }

        return ListResponse.Read(answer, index);
    }
}
