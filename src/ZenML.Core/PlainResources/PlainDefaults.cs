using ZenML.Core.Runs;
using ZenML.Core.Secrets;

namespace ZenML.Core.PlainResources;

/// <summary>Values that fields have without one in the request.</summary>
internal static class PlainDefaults
{
    /// <summary>A document without entries.</summary>
    public static OpaqueJson EmptyMap => OpaqueJson.EmptyMap;

    /// <summary>A document without entries, for a sealed field.</summary>
    public static SensitiveString EmptySealedMap { get; } = new("{}");

    /// <summary>A list without elements.</summary>
    public static OpaqueJson EmptyList { get; } = new("[]");
}
