using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>An API key and its secret part, which is shown this once.</summary>
/// <param name="Key">The key's row.</param>
/// <param name="Secret">64 hexadecimal digits.</param>
public sealed record ApiKeyWithSecret(ApiKey Key, SensitiveString Secret);
