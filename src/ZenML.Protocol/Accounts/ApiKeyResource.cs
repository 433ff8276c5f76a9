using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Accounts;

/// <summary>An API key as it travels.</summary>
public sealed record ApiKeyResource : Resource<ApiKeyBody, ApiKeyMetadata>;
