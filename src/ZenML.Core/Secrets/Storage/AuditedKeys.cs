using ZenML.Core.Secrets.History;
using ZenML.Core.Text;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// The names of the keys that a change touched, as the audit log has them. Never a value. All are equal: what changed a secret is no
/// part of what it is.
/// </summary>
internal sealed class AuditedKeys
{
    private const int MaximumKeys = 200;

    private AuditedKeys(IReadOnlyList<string> names) => Names = names;

    /// <summary>No keys.</summary>
    public static AuditedKeys None { get; } = new([]);

    /// <summary>One line each: <c>+</c> added, <c>~</c> changed, <c>-</c> removed, then the name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The keys of an entry of the history.</summary>
    public static AuditedKeys Of(SecretVersion entry) => new(
    [
        .. entry.Added.Select(key => $"+{VisibleText.Escape(key)}")
            .Concat(entry.Changed.Select(key => $"~{VisibleText.Escape(key)}"))
            .Concat(entry.Removed.Select(key => $"-{VisibleText.Escape(key)}"))
            .Take(MaximumKeys),
    ]);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is AuditedKeys;

    /// <inheritdoc />
    public override int GetHashCode() => 0;
}
