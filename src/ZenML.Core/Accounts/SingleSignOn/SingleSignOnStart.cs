using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>The beginning of a login.</summary>
/// <param name="Nonce">What the provider's token must repeat. It works once.</param>
/// <param name="Lifetime">How long it is valid.</param>
public sealed record SingleSignOnStart(SensitiveString Nonce, TimeSpan Lifetime);
