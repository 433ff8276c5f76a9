using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>A secret that was shared, or is no longer.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Grant">The grant as it is now, or was.</param>
/// <param name="Before">The grant that it replaces; null for none, and for one that had ended.</param>
public sealed record SharedSecret(SecretInfo Secret, SecretGrant Grant, SecretGrant? Before);
