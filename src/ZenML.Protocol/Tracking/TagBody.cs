namespace ZenML.Protocol.Tracking;

/// <summary>The body of a tag.</summary>
public sealed record TagBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The color in clients.</summary>
    public string Color { get; init; } = "grey";

    /// <summary>How many artifacts and versions have the tag.</summary>
    public long TaggedCount { get; init; }
}
