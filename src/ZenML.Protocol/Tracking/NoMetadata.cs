namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of resources that are only returned inside others. It is never sent.</summary>
public sealed record NoMetadata;
