namespace ZenML.Protocol.Tracking;

/// <summary>The name of a pipeline on the wire. Unlike resources it has no id, and does not say whether the caller may see it.</summary>
public sealed record PipelineNamespaceResource
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What is always there.</summary>
    public required PipelineNamespaceBody Body { get; init; }

    /// <summary>Always null.</summary>
    public NoMetadata? Metadata { get; init; }

    /// <summary>Always null.</summary>
    public NoMetadata? Resources { get; init; }
}
