using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Accounts;

/// <summary>A service account as it travels.</summary>
public sealed record ServiceAccountResource : Resource<ServiceAccountBody, ServiceAccountMetadata>;
