using ZenML.Core.Stacks.Components;

namespace ZenML.Core.Stacks;

/// <summary>What an import made.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Registered">Those of its components that were not there before.</param>
public sealed record ImportedStack(Stack Stack, IReadOnlyList<Component> Registered);
