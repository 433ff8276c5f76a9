using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;

namespace ZenML.Core.Secrets.Usages;

/// <summary>A reference in the configuration of a component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The attribute, with the path into nested values: <c>env[0].value</c>.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Stacks">The names of the stacks with the component, in order.</param>
public sealed record ComponentUse(
    Id<Component> Component, ComponentType Type, string Name, string Attribute, SecretReference Reference, IReadOnlyList<string> Stacks)
{
    /// <summary>What the reference means for the caller.</summary>
    public UsageOutcome Outcome { get; init; }
}
