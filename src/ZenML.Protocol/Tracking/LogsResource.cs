using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>The logs of a step on the wire.</summary>
public sealed record LogsResource : Resource<LogsBody, NoMetadata>;
