namespace ZenML.Protocol.Extensions;

/// <summary>The state of the secrets of a workspace that the caller sees.</summary>
/// <param name="Cursor">Differs from every earlier one once one of them has changed. Compare it for equality only.</param>
public sealed record SecretChangesBody(string Cursor);
