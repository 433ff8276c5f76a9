using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>What an API key or a token may use of the access of its account.</summary>
public sealed record AccessLimits
{
    /// <summary>No limits.</summary>
    public static AccessLimits None { get; } = new();

    /// <summary>The highest role in any workspace; null for no limit.</summary>
    public Role? Role { get; init; }

    /// <summary>The only workspace that it can use; null for all of the account.</summary>
    public Id<Workspace>? Workspace { get; init; }

    /// <summary>The only secrets that exist for it; null for all of the account.</summary>
    public IReadOnlySet<Id<Secret>>? Secrets { get; init; }

    /// <summary>
    /// Whether only the roles of the account count. Its private secrets do not exist for the key, and neither does what is shared with
    /// the account.
    /// </summary>
    public bool RolesOnly { get; init; }

    /// <summary>Whether these are no limits.</summary>
    public bool IsNone => Role is null && Workspace is null && Secrets is null && !RolesOnly;

    /// <summary>Returns the limits as text, the same for equal limits.</summary>
    public override string ToString()
    {
        var secrets = Secrets is null ? "all" : string.Join(' ', Secrets.Select(id => id.ToString()).Order(StringComparer.Ordinal));
        return $"role {Role}, workspace {Workspace}, roles only {RolesOnly}, secrets {secrets}";
    }
}
