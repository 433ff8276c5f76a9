namespace ZenML.Core.Access;

/// <summary>Roles of accounts and groups.</summary>
/// <param name="Roles">The roles, by kind and name of the holder.</param>
/// <param name="IsComplete">Whether these are all roles; else only those of the caller and the caller's groups.</param>
public sealed record RoleList(IReadOnlyList<RoleBinding> Roles, bool IsComplete);
