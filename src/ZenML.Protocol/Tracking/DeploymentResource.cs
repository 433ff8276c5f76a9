using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A deployment on the wire.</summary>
public sealed record DeploymentResource : Resource<DeploymentBody, DeploymentMetadata>;
