namespace ZenML.Protocol.Extensions;

/// <summary>A reference in the configuration of a component.</summary>
/// <param name="Id">The id of the component.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The attribute, with the path into nested values.</param>
/// <param name="Key">The key that the reference names.</param>
/// <param name="Stacks">The names of the stacks with the component.</param>
/// <param name="Outcome">What the reference means for the caller: <c>resolves</c>, <c>other_secret</c> or <c>key_missing</c>.</param>
public sealed record UsingComponent(
    Guid Id, string Type, string Name, string Attribute, string Key, IReadOnlyList<string> Stacks, string Outcome);
