using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Users;

/// <summary>An account, and the token that activates it, which is shown this once.</summary>
/// <param name="User">The account.</param>
/// <param name="ActivationToken">The token; null if the account is active.</param>
public sealed record UserWithToken(User User, SensitiveString? ActivationToken);
