using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>A stack to be registered.</summary>
/// <param name="Workspace">The workspace that it will belong to.</param>
/// <param name="Name">Its name.</param>
/// <param name="Components">Its components.</param>
public sealed record NewStack(Id<Workspace> Workspace, string Name, IReadOnlyCollection<Id<Component>> Components)
{
    /// <summary>Takes any components, even none: ZenML 0.58's API does, and leaves it to clients to ask for more. Of two of one type the last counts.</summary>
    public bool AllowPartial { get; init; }
}
