namespace ZenML.Protocol.Extensions;

/// <summary>A secret whose values expire.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Expires">When.</param>
public sealed record ExpiringSecretBody(string Name, DateTimeOffset Expires);
