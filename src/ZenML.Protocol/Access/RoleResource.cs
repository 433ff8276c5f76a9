namespace ZenML.Protocol.Access;

/// <summary>A role as it travels.</summary>
public sealed record RoleResource
{
    /// <summary>Who has it.</summary>
    public required HolderResource Holder { get; init; }

    /// <summary>The role.</summary>
    public required string Role { get; init; }

    /// <summary>The id of the workspace; null for every workspace.</summary>
    public Guid? WorkspaceId { get; init; }

    /// <summary>The name of the workspace; null for every workspace.</summary>
    public string? WorkspaceName { get; init; }

    /// <summary>The account that granted it; null for what an account got when it was created.</summary>
    public Guid? GrantedBy { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateTimeOffset Created { get; init; }
}
