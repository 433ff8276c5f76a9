using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Accounts;

/// <summary>An API key as it travels.</summary>
public sealed record ApiKeyResource : Resource<ApiKeyBody, ApiKeyMetadata>;
