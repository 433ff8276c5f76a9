using System.Runtime.CompilerServices;
using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Client;

/// <summary>What all lists have in common.</summary>
internal static class ListQueries
{
    private const string WorkspaceField = "workspace_id";

    /// <summary>The query confined to the active workspace, unless it says itself which workspace it means.</summary>
    public static async Task<ListQuery> ConfineAsync(ListQuery? query, ClientSession session, CancellationToken cancellationToken)
    {
        query ??= new ListQuery();
        return query.Workspace is not null || query.Any(filter => filter.Key == WorkspaceField)
            ? query
            : new ListQuery(query) { Workspace = await session.GetWorkspaceIdAsync(cancellationToken) };
    }

    /// <summary>The items of a page and all pages after it.</summary>
    public static async IAsyncEnumerable<TItem> ReadAllAsync<TItem>(
        ListQuery query, Func<ListQuery, CancellationToken, Task<Page<TItem>>> readPage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = await readPage(query, cancellationToken);
        while (true)
        {
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if (page.Index >= page.TotalPages)
            {
                yield break;
            }

            try
            {
                page = await readPage(new ListQuery(query) { Page = page.Index + 1 }, cancellationToken);
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.InvalidArgument)
            {
                // The same query was answered before, so what no longer fits is the page: the list became shorter meanwhile.
                yield break;
            }
        }
    }
}
