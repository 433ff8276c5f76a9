namespace ZenML.Protocol.Access;

/// <summary>The accounts in a group.</summary>
/// <param name="Items">The accounts, by name.</param>
public sealed record GroupMembersBody(IReadOnlyList<HolderResource> Items);
