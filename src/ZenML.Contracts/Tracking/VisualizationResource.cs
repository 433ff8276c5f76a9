using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>A picture of an artifact as it travels.</summary>
public sealed record VisualizationResource : Resource<VisualizationBody, NoMetadata>;
