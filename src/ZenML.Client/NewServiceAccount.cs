using ZenML.Core.Accounts.Users;

namespace ZenML.Client;

/// <summary>A service account that was just created together with its first API key.</summary>
/// <param name="Account">The account.</param>
/// <param name="Key">The key, with its text.</param>
public sealed record NewServiceAccount(User Account, NewApiKey Key);
