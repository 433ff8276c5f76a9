namespace ZenML.Core.Secrets.Storage;

/// <summary>Where one version of a secret's values is stored.</summary>
/// <param name="Key">The version.</param>
/// <param name="BackendVersion">The back end's own id of it.</param>
public sealed record StoredSecretVersion(SecretVersionKey Key, string BackendVersion);
