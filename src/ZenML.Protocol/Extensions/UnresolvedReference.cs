namespace ZenML.Protocol.Extensions;

/// <summary>A reference of a stack's component that does not resolve for the caller.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Key">The key in it.</param>
/// <param name="Component">The name of the component.</param>
/// <param name="Attribute">The attribute, with the path into nested values: <c>env[0].value</c>.</param>
/// <param name="Outcome">As in <see cref="CheckedReference"/>.</param>
public sealed record UnresolvedReference(string Name, string Key, string Component, string Attribute, string Outcome);
