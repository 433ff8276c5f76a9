using System.Globalization;

namespace ZenML.Client.Remote.Wire;

/// <summary>A response and the tag of its version.</summary>
/// <param name="Value">The value.</param>
/// <param name="Tag">The tag, if the server sends one.</param>
/// <param name="Length">How many bytes the response had.</param>
internal sealed record VersionedValue(WireValue Value, string? Tag, int Length)
{
    private const string WeakPrefix = "W/";

    /// <summary>The version from our own server; null from other servers.</summary>
    public long? Version
    {
        get
        {
            // A proxy that compresses responses marks the tag as weak. The version is still valid.
            var tag = Tag?.StartsWith(WeakPrefix, StringComparison.Ordinal) == true ? Tag[WeakPrefix.Length..] : Tag;
            return long.TryParse(tag?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
        }
    }
}
