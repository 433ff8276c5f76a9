using ZenML.Core.Secrets.History;

namespace ZenML.Core.Secrets.Storage;

/// <summary>The names of the keys that a change touched, as the audit log has them. Never a value.</summary>
internal static class AuditedKeys
{
    private const int MaximumKeys = 200;

    /// <summary>The keys of an entry of the history: <c>+</c> added, <c>~</c> changed, <c>-</c> removed.</summary>
    public static IReadOnlyList<string> Of(SecretVersion entry) =>
    [
        .. entry.Added.Select(key => $"+{OneLine(key)}")
            .Concat(entry.Changed.Select(key => $"~{OneLine(key)}"))
            .Concat(entry.Removed.Select(key => $"-{OneLine(key)}"))
            .Take(MaximumKeys),
    ];

    // The record has one name a line.
    private static string OneLine(string key) =>
        key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
