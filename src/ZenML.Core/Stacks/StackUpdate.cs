using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;

namespace ZenML.Core.Stacks;

/// <summary>
/// A partial update of a stack. Null and empty properties change nothing. The merge happens inside the transaction.
/// </summary>
public sealed record StackUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Components to set. Each replaces the component of its type.</summary>
    public IReadOnlyCollection<Id<Component>> Set { get; init; } = [];

    /// <summary>The types of the components to remove.</summary>
    public IReadOnlyCollection<ComponentType> Remove { get; init; } = [];

    /// <summary>Components that replace all current ones.</summary>
    public IReadOnlyCollection<Id<Component>>? NewComponents { get; init; }

    /// <summary>Whether to accept any components, as in <see cref="NewStack.AllowPartial"/>.</summary>
    public bool AllowPartial { get; init; }
}
