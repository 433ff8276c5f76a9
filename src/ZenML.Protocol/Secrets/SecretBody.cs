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

    /// <summary>Its values in clear text; empty in lists.</summary>
    [JsonConverter(typeof(SecretValuesConverter))]
    public SecretValues Values { get; init; } = new();
}
