namespace ZenML.Core.Stacks.Flavors;

/// <summary>A change of a custom flavor.</summary>
/// <param name="Apply">Makes the new definition of the present one.</param>
public sealed record FlavorUpdate(Func<FlavorDefinition, FlavorDefinition> Apply);
