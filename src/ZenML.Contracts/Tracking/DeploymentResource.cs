using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>A deployment as it travels.</summary>
public sealed record DeploymentResource : Resource<DeploymentBody, DeploymentMetadata>;
