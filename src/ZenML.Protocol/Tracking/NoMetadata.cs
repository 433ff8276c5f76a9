namespace ZenML.Protocol.Tracking;

/// <summary>The rest of things that are only ever told as part of others: it is never sent.</summary>
public sealed record NoMetadata;
