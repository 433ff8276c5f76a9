namespace ZenML.Protocol.Extensions;

/// <summary>A reference.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Key">The key in it.</param>
public sealed record WireReference(string Name, string Key);
