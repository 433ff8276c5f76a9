using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>Where the output of a step is kept, as it travels.</summary>
public sealed record LogsResource : Resource<LogsBody, NoMetadata>;
