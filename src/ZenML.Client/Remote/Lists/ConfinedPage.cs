using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Client.Remote.Lists;

/// <summary>Checks pages of lists that are limited, for example to a workspace.</summary>
internal static class ConfinedPage
{
    /// <summary>Returns this page if all its items are within the limits.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: the page contains other items.</exception>
    public static Page<TItem> EnsureAll<TItem>(this Page<TItem> page, Func<TItem, bool> isConfined) =>
        page.Items.All(isConfined) ? page : throw WireValue.Unexpected("a list with only the requested items");
}
