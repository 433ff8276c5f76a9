using System.Globalization;

namespace ZenML.Client.Remote.Wire;

/// <summary>An answer and the tag of its version.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Tag">The tag, if the server sends one.</param>
/// <param name="Length">How many bytes the answer had.</param>
internal sealed record VersionedValue(WireValue Value, string? Tag, int Length)
{
    /// <summary>The version that our own server counts; null from others. A proxy that compresses marks the tag as weak, which says nothing
    /// of the version.</summary>
    public long? Version => long.TryParse((Tag?.StartsWith("W/", StringComparison.Ordinal) == true ? Tag[2..] : Tag)?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
