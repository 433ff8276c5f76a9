namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of a tag.</summary>
public sealed record TagBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>How clients show it.</summary>
    public string Color { get; init; } = "grey";

    /// <summary>How many things carry it.</summary>
    public long TaggedCount { get; init; }
}
