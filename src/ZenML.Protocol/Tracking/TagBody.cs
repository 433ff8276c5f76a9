namespace ZenML.Protocol.Tracking;

/// <summary>The body of a tag.</summary>
public sealed record TagBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The color in clients.</summary>
    public required string Color { get; init; }

    /// <summary>How many resources have the tag.</summary>
    public long TaggedCount { get; init; }
}
