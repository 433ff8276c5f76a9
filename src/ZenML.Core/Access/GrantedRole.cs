namespace ZenML.Core.Access;

/// <summary>A role that was granted.</summary>
/// <param name="Binding">The role as it is now.</param>
/// <param name="Before">The role that it replaces; null for none. The same role if nothing had to be changed.</param>
/// <param name="Higher">A higher role that the holder also has there and that counts instead; null for none.</param>
public sealed record GrantedRole(RoleBinding Binding, Role? Before, RoleBinding? Higher);
