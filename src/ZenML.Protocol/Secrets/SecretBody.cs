using System.Text.Json.Serialization;
using ZenML.Core.Secrets;
using ZenML.Protocol.Json;
using ZenML.Protocol.Users;

namespace ZenML.Protocol.Secrets;

/// <summary>What is always told of a secret.</summary>
public sealed record SecretBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is.</summary>
    public UserResource? User { get; init; }

    /// <summary>Who sees it: <c>workspace</c> or <c>user</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>What it is for; absent for nothing. An extension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>Its tags; absent for none. An extension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>When its values expire; absent for never. An extension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The keys that are marked as not secret; absent for none. An extension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? PlainKeys { get; init; }

    /// <summary>Whether it is restricted; absent if not. An extension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Restricted { get; init; }

    /// <summary>Whether it is a private one of another account that is shared with the caller; absent if not. An extension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Shared { get; init; }

    /// <summary>Its values in clear text; empty in lists.</summary>
    [JsonConverter(typeof(SecretValuesConverter))]
    public SecretValues Values { get; init; } = new();
}
