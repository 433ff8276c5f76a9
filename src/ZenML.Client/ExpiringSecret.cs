namespace ZenML.Client;

/// <summary>A secret whose values have expired or soon will.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expires">When, UTC.</param>
public sealed record ExpiringSecret(string Name, DateTimeOffset Expires);
