namespace ZenML.Protocol.Extensions;

/// <summary>How long a server keeps deleted secrets.</summary>
/// <param name="Days">The number of days.</param>
public sealed record SecretRetentionBody(int Days);
