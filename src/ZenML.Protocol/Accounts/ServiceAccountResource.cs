using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Accounts;

/// <summary>A service account as it travels.</summary>
public sealed record ServiceAccountResource : Resource<ServiceAccountBody, ServiceAccountMetadata>;
