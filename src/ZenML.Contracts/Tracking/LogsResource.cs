using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>Where the output of a step is kept, as it travels.</summary>
public sealed record LogsResource : Resource<LogsBody, NoMetadata>;
