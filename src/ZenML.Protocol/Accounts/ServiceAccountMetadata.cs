namespace ZenML.Protocol.Accounts;

/// <summary>The rest of a service account.</summary>
/// <param name="Description">What it is for.</param>
public sealed record ServiceAccountMetadata(string Description);
