using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A deployment as it travels.</summary>
public sealed record DeploymentResource : Resource<DeploymentBody, DeploymentMetadata>;
