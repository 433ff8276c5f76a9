namespace ZenML.Core.Stacks.Flavors;

/// <summary>An update of a custom flavor.</summary>
/// <param name="Apply">Creates the new definition from the current one.</param>
public sealed record FlavorUpdate(Func<FlavorDefinition, FlavorDefinition> Apply);
