using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>A stack to register.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Name">The name.</param>
/// <param name="Components">The components.</param>
public sealed record NewStack(Id<Workspace> Workspace, string Name, IReadOnlyCollection<Id<Component>> Components)
{
    /// <summary>
    /// Whether to accept any components, even none, as the API of ZenML 0.58 does. Of several components of one type
    /// the last one is used.
    /// </summary>
    public bool AllowPartial { get; init; }
}
