namespace ZenML.Core.Secrets.Deletion;

/// <summary>A secret that was deleted and can be undeleted.</summary>
/// <param name="Secret">The secret as it was. Its <see cref="SecretInfo.Deleted"/> is set.</param>
/// <param name="PurgedAfter">Until when it is kept, UTC. After that, it is deleted for good with all of its values.</param>
public sealed record DeletedSecret(SecretInfo Secret, DateTimeOffset PurgedAfter);
