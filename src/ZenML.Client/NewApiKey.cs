using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>An API key that was just made or replaced. Its text is shown this once; the server keeps no more than a hash.</summary>
/// <param name="Key">All but its text.</param>
/// <param name="Text">What programs log in with; it begins with <c>ZENKEY_</c>.</param>
public sealed record NewApiKey(ApiKey Key, SensitiveString Text);
