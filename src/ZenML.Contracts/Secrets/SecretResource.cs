using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Secrets;

/// <summary>A secret as it travels.</summary>
public sealed record SecretResource : Resource<SecretBody, SecretMetadata>;
