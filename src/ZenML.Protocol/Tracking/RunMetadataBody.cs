using ZenML.Core.Runs;
using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>The body of an entry of metadata.</summary>
public sealed record RunMetadataBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner.</summary>
    public UserResource? User { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The value.</summary>
    public OpaqueJson Value { get; init; }

    /// <summary>The type of the value in the client's language.</summary>
    public required string Type { get; init; }
}
