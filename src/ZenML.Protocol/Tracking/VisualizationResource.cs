using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A picture of an artifact as it travels.</summary>
public sealed record VisualizationResource : Resource<VisualizationBody, NoMetadata>;
