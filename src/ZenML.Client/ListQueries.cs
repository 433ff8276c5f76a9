using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Client;

/// <summary>Reads lists.</summary>
internal static class ListQueries
{
    private const string WorkspaceField = "workspace_id";

    /// <summary>How many pages a list can gain while it is read, besides half of those that it had at first.</summary>
    private const int Growth = 100;

    /// <summary>Returns the query confined to the active workspace, unless it names a workspace itself.</summary>
    public static async Task<ListQuery> ConfineAsync(ListQuery? query, ClientSession session, CancellationToken cancellationToken)
    {
        query ??= new ListQuery();
        return NamesWorkspace(query)
            ? query
            : new ListQuery(query) { Workspace = await session.GetWorkspaceIdAsync(cancellationToken) };
    }

    /// <summary>Whether the query says itself which workspace it means.</summary>
    public static bool NamesWorkspace([NotNullWhen(true)] ListQuery? query) =>
        query is not null && (query.Workspace is not null || query.Any(filter => filter.Key == WorkspaceField));

    /// <summary>Returns the items of a page and of all pages after it. It ends, whatever a server answers.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>: the list grows faster than it can be read, or a page repeats the one
    /// before it.
    /// </exception>
    public static async IAsyncEnumerable<TItem> ReadAllAsync<TItem>(
        ListQuery query,
        Func<ListQuery, CancellationToken, Task<Page<TItem>>> readPage,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = await readPage(query, cancellationToken);
        var mostPages = page.TotalPages + (page.TotalPages / 2) + Growth;
        HashSet<Guid> before = [];
        while (true)
        {
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if (page.Index >= page.TotalPages || page.Items.Count == 0)
            {
                yield break;
            }

            HashSet<Guid> ids = [.. page.Items.OfType<IResource>().Select(item => item.Uuid)];
            if (page.Index >= mostPages || (ids.Count > 0 && ids.IsSubsetOf(before)))
            {
                throw new ZenException(
                    ErrorCode.StoreUnavailable,
                    $"The list does not end: page {page.Index} has nothing new, or the list grows as fast as it is read.");
            }

            before = ids;
            try
            {
                page = await readPage(new ListQuery(query) { Page = page.Index + 1 }, cancellationToken);
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.InvalidArgument)
            {
                // The same query was valid before, so it is the page that does not exist: the list became shorter in the meantime.
                yield break;
            }
        }
    }
}
