using ZenML.Core.Runs;
using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of a note.</summary>
public sealed record RunMetadataBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is.</summary>
    public UserResource? User { get; init; }

    /// <summary>What was noted.</summary>
    public required string Key { get; init; }

    /// <summary>The value.</summary>
    public OpaqueJson Value { get; init; }

    /// <summary>What the value is in the language of the client.</summary>
    public required string Type { get; init; }
}
