using ZenML.Core.Access;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>An update of the limits of an API key. What is not set stays as it is.</summary>
public sealed record ApiKeyLimitsUpdate
{
    /// <summary>The new highest role.</summary>
    public Role? Role { get; init; }

    /// <summary>Whether to remove the limit of the role.</summary>
    public bool AnyRole { get; init; }

    /// <summary>The new only workspace.</summary>
    public Id<Workspace>? Workspace { get; init; }

    /// <summary>Whether to remove the limit of the workspace.</summary>
    public bool AnyWorkspace { get; init; }

    /// <summary>The new only secrets, in place of those before; empty to remove the limit.</summary>
    public IReadOnlyCollection<Id<Secret>>? Secrets { get; init; }

    /// <summary>When the key expires.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether the key no longer expires.</summary>
    public bool NeverExpires { get; init; }

    /// <summary>The new only networks, in place of those before; empty to remove the limit.</summary>
    public IReadOnlyList<string>? Networks { get; init; }

    /// <summary>Whether nothing is set.</summary>
    public bool IsNone =>
        Role is null && !AnyRole && Workspace is null && !AnyWorkspace && Secrets is null && Expires is null && !NeverExpires
        && Networks is null;

    /// <summary>Returns the limits of a key after this update.</summary>
    internal AccessLimits ApplyTo(AccessLimits current) => current with
    {
        Role = AnyRole ? null : Role ?? current.Role,
        Workspace = AnyWorkspace ? null : Workspace ?? current.Workspace,
        Secrets = Secrets is null ? current.Secrets : Secrets.Count == 0 ? null : Secrets.ToHashSet(),
    };
}
