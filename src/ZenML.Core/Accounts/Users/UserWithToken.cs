using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Users;

/// <summary>An account with its activation token, which is shown only once.</summary>
/// <param name="User">The account.</param>
/// <param name="ActivationToken">The token; null if the account is active.</param>
public sealed record UserWithToken(User User, SensitiveString? ActivationToken);
