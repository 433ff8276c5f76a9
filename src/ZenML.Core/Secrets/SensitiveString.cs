using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ZenML.Core.Secrets;

/// <summary>
/// A value that is not shown by <see cref="ToString"/>, a debugger or a serializer. Only
/// <see cref="Reveal"/> returns it.
/// </summary>
[DebuggerDisplay(Mask)]
public sealed class SensitiveString : IEquatable<SensitiveString>
{
    /// <summary>Replaces a value wherever it would be shown. Its length does not depend on the value's.</summary>
    public const string Mask = "***";

    private readonly string value;

    /// <summary>
    /// Whether its key is marked as not secret, so that masking leaves it out. Everything else handles it like any other value.
    /// </summary>
    public bool IsPlain { get; private init; }

    /// <summary>Wraps a value.</summary>
    public SensitiveString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        this.value = value;
    }

    /// <summary>Wraps a value, so that a literal can be passed as a sensitive string.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator SensitiveString(string value) => new(value);

    /// <summary>Returns the value. Call this where the value is used, and do not keep the result.</summary>
    public string Reveal() => value;

    /// <summary>The same value with or without the mark that it is not secret.</summary>
    public SensitiveString WithPlain(bool isPlain) => IsPlain == isPlain ? this : new SensitiveString(value) { IsPlain = isPlain };

    /// <summary>
    /// Compares two values in a time that does not depend on where they differ. Whether they are secret does not count.
    /// </summary>
    public bool Equals(SensitiveString? other) => other is not null && CryptographicOperations.FixedTimeEquals(
        MemoryMarshal.AsBytes(value.AsSpan()), MemoryMarshal.AsBytes(other.value.AsSpan()));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SensitiveString);

    /// <inheritdoc />
    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The mask, never the value.</summary>
    public override string ToString() => Mask;
}
