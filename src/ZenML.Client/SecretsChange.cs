namespace ZenML.Client;

/// <summary>A notice of <see cref="SecretChangesClient.WatchAsync"/>. It has no names and no values: read what you need.</summary>
/// <param name="IsStart">Whether the watch has just begun. Changes from now on are noticed.</param>
/// <param name="Cursor">The state of the secrets. Compare it for equality only.</param>
public sealed record SecretsChange(bool IsStart, string Cursor);
