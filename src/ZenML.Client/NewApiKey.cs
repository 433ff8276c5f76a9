using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>An API key that was just created or replaced. Its text is returned only once; the server stores a hash of it.</summary>
/// <param name="Key">The key without its text.</param>
/// <param name="Text">The text that programs log in with; it begins with <c>ZENKEY_</c>.</param>
public sealed record NewApiKey(ApiKey Key, SensitiveString Text);
