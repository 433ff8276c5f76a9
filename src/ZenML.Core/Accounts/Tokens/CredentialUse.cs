using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Tokens;

/// <summary>The last use of a token, and with it of the API key that it was issued for.</summary>
/// <param name="Token">The token.</param>
/// <param name="ApiKey">The API key; null for none.</param>
/// <param name="Time">When it was used.</param>
/// <param name="Address">The network address; null if unknown.</param>
public sealed record CredentialUse(Id<IssuedToken> Token, Id<ApiKey>? ApiKey, DateTimeOffset Time, string? Address);
