namespace ZenML.Core.Access;

/// <summary>An account that was added to a group or removed from it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Account">The account.</param>
/// <param name="IsChanged">Whether anything had to be changed.</param>
public sealed record GroupMembership(Group Group, NamedHolder Account, bool IsChanged);
