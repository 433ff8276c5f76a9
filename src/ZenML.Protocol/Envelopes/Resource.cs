using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZenML.Protocol.Envelopes;

/// <summary>The form in which every resource travels.</summary>
/// <typeparam name="TBody">What is always there.</typeparam>
/// <typeparam name="TMetadata">What is there when the request asked for it (<c>hydrate</c>).</typeparam>
public abstract record Resource<TBody, TMetadata>
    where TBody : class
    where TMetadata : class
{
    /// <summary>The identity; null (and left out) for the few things that have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Id { get; init; }

    /// <summary>The name; null (and left out) for kinds of resources that have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Whether the caller may not see the body. Always false here: what a caller may not see is not found.</summary>
    public bool PermissionDenied { get; init; }

    /// <summary>What is always there.</summary>
    public required TBody Body { get; init; }

    /// <summary>The rest; null when it was not asked for.</summary>
    public TMetadata? Metadata { get; init; }

    /// <summary>Related resources; null for almost everything.</summary>
    public JsonElement? Resources { get; init; }
}
