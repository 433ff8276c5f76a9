using System.Text.Json.Serialization;

namespace ZenML.Protocol.Extensions;

/// <summary>The value of a reference.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Key">The key in it.</param>
/// <param name="Value">The value in clear text.</param>
public sealed record ResolvedReference(string Name, string Key, string Value)
{
    /// <summary>Whether its key is marked as not secret; absent if not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Plain { get; init; }

    /// <summary>Shows no value.</summary>
    public override string ToString() => $"{Name}.{Key}";
}
