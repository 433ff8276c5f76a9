using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Users;

/// <summary>An account as it travels.</summary>
public sealed record UserResource : Resource<UserBody, UserMetadata>;
