using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Secrets;

namespace ZenML.Server.SingleSignOn;

/// <summary>The identity provider that people log in with.</summary>
/// <param name="Rules">The provider, and what its tokens decide.</param>
/// <param name="Scopes">The scopes to ask for, separated by spaces.</param>
/// <param name="Name">What people call the provider.</param>
internal sealed record SingleSignOnOptions(SingleSignOnRules Rules, string Scopes, string Name)
{
    /// <summary>What the server's own page shows the provider; null for a public client.</summary>
    public SensitiveString? ClientSecret { get; init; }
}
