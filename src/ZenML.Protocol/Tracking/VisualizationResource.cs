using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A visualization of an artifact on the wire.</summary>
public sealed record VisualizationResource : Resource<VisualizationBody, NoMetadata>;
