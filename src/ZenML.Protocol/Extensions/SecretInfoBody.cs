using System.Text.Json.Serialization;
using ZenML.Core.Secrets;
using ZenML.Protocol.Json;
using ZenML.Protocol.Users;

namespace ZenML.Protocol.Extensions;

/// <summary>What is known of a secret without opening it.</summary>
public sealed record SecretInfoBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is.</summary>
    public UserResource? User { get; init; }

    /// <summary>Who sees it: <c>workspace</c> or <c>user</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The names of its keys, in order.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Counts its changes; the secret's ETag.</summary>
    public required long Version { get; init; }

    /// <summary>The version in which its values last changed.</summary>
    public required long ValuesVersion { get; init; }

    /// <summary>How many versions of its values are kept; absent for the store's number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? KeepVersions { get; init; }

    /// <summary>What it is for; absent for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>Its tags; absent for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>When its values expire; absent for never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The keys that are marked as not secret; absent for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? PlainKeys { get; init; }

    /// <summary>Whether it is restricted; absent if not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Restricted { get; init; }

    /// <summary>Whether it is a private one of another account that is shared with the caller; absent if not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Shared { get; init; }

    /// <summary>When it was deleted; absent unless it is a deleted one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Deleted { get; init; }

    /// <summary>Until when it is kept; absent unless it is a deleted one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PurgedAfter { get; init; }

    /// <summary>Its values in the clear; absent unless the request asks for them.</summary>
    [JsonConverter(typeof(SecretValuesConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SecretValues? Values { get; init; }
}
