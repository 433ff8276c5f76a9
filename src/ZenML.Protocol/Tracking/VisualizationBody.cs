namespace ZenML.Protocol.Tracking;

/// <summary>The body of a visualization.</summary>
public sealed record VisualizationBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The format: csv, html, image or markdown.</summary>
    public required string Type { get; init; }

    /// <summary>The location in the artifact store.</summary>
    public required string Uri { get; init; }
}
