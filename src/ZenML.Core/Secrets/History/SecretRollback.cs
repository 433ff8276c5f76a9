namespace ZenML.Core.Secrets.History;

/// <summary>A secret after a rollback.</summary>
/// <param name="Secret">The secret as it is now.</param>
/// <param name="Version">The entry of its history that the rollback added.</param>
/// <param name="Replaced">The version that was the current one before.</param>
public sealed record SecretRollback(SecretInfo Secret, SecretVersion Version, long Replaced);
