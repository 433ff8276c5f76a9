namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of logs.</summary>
public sealed record LogsBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The place.</summary>
    public required string Uri { get; init; }
}
