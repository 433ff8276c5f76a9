using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;

namespace ZenML.Core.Stacks;

/// <summary>A change of a stack. What is not named stays as it is; the merge happens inside the transaction.</summary>
public sealed record StackUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Components to put in; each takes the place of the one of its type.</summary>
    public IReadOnlyCollection<Id<Component>> Set { get; init; } = [];

    /// <summary>Types whose component is taken out.</summary>
    public IReadOnlyCollection<ComponentType> Remove { get; init; } = [];

    /// <summary>Components to take the place of all present ones.</summary>
    public IReadOnlyCollection<Id<Component>>? NewComponents { get; init; }

    /// <summary>Takes any components, as in <see cref="NewStack.AllowPartial"/>.</summary>
    public bool AllowPartial { get; init; }
}
