using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Accounts.ServiceAccounts;

/// <summary>A service account that was just created together with its first API key.</summary>
/// <param name="Account">The account.</param>
/// <param name="Key">The key.</param>
public sealed record ServiceAccountWithKey(User Account, ApiKeyWithSecret Key);
