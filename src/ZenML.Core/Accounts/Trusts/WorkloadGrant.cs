using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>A successful exchange of an identity token.</summary>
/// <param name="Account">The service account.</param>
/// <param name="Claims">The claims of the token to issue.</param>
/// <param name="Expires">When that token expires: with the identity token, or before.</param>
public sealed record WorkloadGrant(User Account, TokenClaims Claims, DateTimeOffset Expires);
