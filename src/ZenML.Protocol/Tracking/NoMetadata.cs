namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of resources that have none: an empty object, or null in resources that are only returned inside others.</summary>
public sealed record NoMetadata;
