using System.Text.Json.Serialization;

namespace ZenML.Protocol.Extensions;

/// <summary>A key that differs between two versions of a secret.</summary>
/// <param name="Key">The name of the key.</param>
/// <param name="Kind"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
public sealed record SecretDifferenceResource(string Key, string Kind)
{
    /// <summary>The first value in the clear; absent unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Before { get; init; }

    /// <summary>The second value in the clear; absent unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? After { get; init; }

    /// <summary>Shows no value.</summary>
    public override string ToString() => $"{Key} {Kind}";
}
