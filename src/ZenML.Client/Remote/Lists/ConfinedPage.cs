using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Client.Remote.Lists;

/// <summary>Pages of lists that are confined, for example to a workspace.</summary>
internal static class ConfinedPage
{
    /// <summary>This page, if all its items are within the confinement.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: the server answered with others too.</exception>
    public static Page<TItem> EnsureAll<TItem>(this Page<TItem> page, Func<TItem, bool> isConfined) =>
        page.Items.All(isConfined) ? page : throw WireValue.Unexpected("a list with nothing but what was asked for");
}
