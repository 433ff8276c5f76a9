using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Users;

/// <summary>An account as it travels.</summary>
public sealed record UserResource : Resource<UserBody, UserMetadata>;
