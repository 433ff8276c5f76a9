using ZenML.Core.Stacks.Components;

namespace ZenML.Core.Stacks;

/// <summary>The result of an import.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Registered">The components that the import registered.</param>
public sealed record ImportedStack(Stack Stack, IReadOnlyList<Component> Registered);
