using ZenML.Protocol.Envelopes;
using ZenML.Protocol.Secrets;

namespace ZenML.Protocol.Extensions;

/// <summary>A secret without its values, with what the contract has no place for.</summary>
public sealed record SecretInfoResource : Resource<SecretInfoBody, SecretMetadata>;
