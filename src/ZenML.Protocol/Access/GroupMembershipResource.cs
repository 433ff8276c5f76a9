namespace ZenML.Protocol.Access;

/// <summary>An account that was added to a group or removed from it.</summary>
public sealed record GroupMembershipResource
{
    /// <summary>The group.</summary>
    public required GroupResource Group { get; init; }

    /// <summary>The account.</summary>
    public required HolderResource Account { get; init; }

    /// <summary>Whether anything had to be changed.</summary>
    public required bool IsChanged { get; init; }
}
