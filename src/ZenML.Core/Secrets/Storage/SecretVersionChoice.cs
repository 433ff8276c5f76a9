using ZenML.Core.Secrets.History;

namespace ZenML.Core.Secrets.Storage;

/// <summary>Versions of one secret whose values are to be read.</summary>
/// <param name="Secret">The secret as it is now.</param>
/// <param name="Versions">The versions.</param>
internal sealed record SecretVersionChoice(SecretInfo Secret, IReadOnlyList<SecretVersion> Versions);
