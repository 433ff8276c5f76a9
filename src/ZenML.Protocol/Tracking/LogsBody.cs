namespace ZenML.Protocol.Tracking;

/// <summary>The body of logs.</summary>
public sealed record LogsBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The location.</summary>
    public required string Uri { get; init; }
}
