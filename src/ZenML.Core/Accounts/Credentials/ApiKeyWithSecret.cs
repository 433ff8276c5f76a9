using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>An API key with its secret part, which is shown only once.</summary>
/// <param name="Key">The API key.</param>
/// <param name="Secret">64 hexadecimal digits.</param>
public sealed record ApiKeyWithSecret(ApiKey Key, SensitiveString Secret);
