using ZenML.Core.Stacks.Components;

namespace ZenML.Formats;

/// <summary>
/// An attribute that <see cref="StackDocument"/> omitted, because it contains plain text that should be a secret.
/// </summary>
/// <param name="Type">The type of the component.</param>
/// <param name="Component">The name of the component.</param>
/// <param name="Attribute">The name of the attribute.</param>
public sealed record OmittedAttribute(ComponentType Type, string Component, string Attribute);
