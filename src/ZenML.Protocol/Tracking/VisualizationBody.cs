namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of a picture.</summary>
public sealed record VisualizationBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>What it is: csv, html, image or markdown.</summary>
    public required string Type { get; init; }

    /// <summary>The place in the artifact store.</summary>
    public required string Uri { get; init; }
}
