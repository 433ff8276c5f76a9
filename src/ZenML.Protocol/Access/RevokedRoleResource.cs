namespace ZenML.Protocol.Access;

/// <summary>A role that was taken away.</summary>
public sealed record RevokedRoleResource
{
    /// <summary>The role as it was.</summary>
    public required RoleResource Role { get; init; }

    /// <summary>The highest role that the holder still has there; null for none.</summary>
    public RoleResource? Remaining { get; init; }

    /// <summary>Whether the workspace has no owner any more.</summary>
    public required bool LeavesNoOwner { get; init; }
}
