using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>The body of a pipeline.</summary>
public sealed record PipelineBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner.</summary>
    public UserResource? User { get; init; }

    /// <summary>The statuses of its first runs, three at most, oldest first.</summary>
    public IReadOnlyList<string> Status { get; init; } = [];

    /// <summary>The version.</summary>
    public required string Version { get; init; }
}
