using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>The current state of the trust of a token.</summary>
/// <param name="Owner">The service account.</param>
/// <param name="Role">The highest role that it gives; null for that of the account.</param>
/// <param name="Workspace">The only workspace that it opens; null for all of the account.</param>
public sealed record TrustState(Id<User> Owner, Role? Role, Id<Workspace>? Workspace)
{
    /// <summary>What it takes away from the access of the account; null for nothing.</summary>
    public AccessLimits? ToLimits() => Role is null && Workspace is null ? null : new AccessLimits { Role = Role, Workspace = Workspace };
}
