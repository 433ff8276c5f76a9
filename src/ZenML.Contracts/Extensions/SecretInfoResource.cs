using ZenML.Contracts.Envelopes;
using ZenML.Contracts.Secrets;

namespace ZenML.Contracts.Extensions;

/// <summary>A secret without its values, with what the contract has no place for.</summary>
public sealed record SecretInfoResource : Resource<SecretInfoBody, SecretMetadata>;
