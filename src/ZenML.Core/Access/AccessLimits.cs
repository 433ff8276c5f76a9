using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>What an API key or a token may use of the access of its account.</summary>
public sealed record AccessLimits
{
    /// <summary>The highest role in any workspace; null for no limit.</summary>
    public Role? Role { get; init; }

    /// <summary>The only workspace that it can use; null for all of the account.</summary>
    public Id<Workspace>? Workspace { get; init; }

    /// <summary>The only secrets that exist for it; null for all of the account.</summary>
    public IReadOnlySet<Id<Secret>>? Secrets { get; init; }
}
