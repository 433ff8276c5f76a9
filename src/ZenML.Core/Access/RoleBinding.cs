using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>A role of an account or a group. A holder has at most one in a workspace, and one in every workspace.</summary>
public sealed record RoleBinding
{
    /// <summary>Who has the role.</summary>
    public required AccessHolder Holder { get; init; }

    /// <summary>The name of the holder, for output. Ignored when it is written.</summary>
    public string HolderName { get; init; } = "";

    /// <summary>Whether the holder is a service account. Ignored when it is written.</summary>
    public bool IsServiceAccount { get; init; }

    /// <summary>The workspace; null for every workspace, those that are created later too.</summary>
    public Id<Workspace>? Workspace { get; init; }

    /// <summary>The name of the workspace, for output. Ignored when it is written.</summary>
    public string? WorkspaceName { get; init; }

    /// <summary>The role.</summary>
    public required Role Role { get; init; }

    /// <summary>Who granted it; null for what an account got when it was created.</summary>
    public Id<User>? GrantedBy { get; init; }

    /// <summary>When it was granted, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }
}
