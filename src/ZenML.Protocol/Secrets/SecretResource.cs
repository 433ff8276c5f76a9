using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Secrets;

/// <summary>A secret as it travels.</summary>
public sealed record SecretResource : Resource<SecretBody, SecretMetadata>;
