namespace ZenML.Protocol.Access;

/// <summary>A list of roles.</summary>
/// <param name="Items">The roles.</param>
/// <param name="IsComplete">Whether these are all; else only those of the caller.</param>
public sealed record RolesBody(IReadOnlyList<RoleResource> Items, bool IsComplete);
