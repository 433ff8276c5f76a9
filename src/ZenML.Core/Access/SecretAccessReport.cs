using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>Who can do what with a secret, and why.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Entries">The accounts and groups. Of a group, its members follow it.</param>
/// <param name="IsComplete">Whether these are all; else only what the caller can do.</param>
public sealed record SecretAccessReport(SecretInfo Secret, IReadOnlyList<SecretAccessEntry> Entries, bool IsComplete);
