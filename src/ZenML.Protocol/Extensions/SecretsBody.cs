namespace ZenML.Protocol.Extensions;

/// <summary>Several secrets with their values, in the order of the request.</summary>
/// <param name="Secrets">The secrets.</param>
public sealed record SecretsBody(IReadOnlyList<SecretInfoResource> Secrets);
