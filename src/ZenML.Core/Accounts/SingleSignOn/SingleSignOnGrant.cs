using ZenML.Core.Accounts.Credentials;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>A successful login at the identity provider.</summary>
/// <param name="Login">The login.</param>
/// <param name="MissingGroups">The groups of this server that the rules name and that do not exist.</param>
public sealed record SingleSignOnGrant(LoginGrant Login, IReadOnlyList<string> MissingGroups);
