namespace ZenML.Core.Access;

/// <summary>A role that was taken away.</summary>
/// <param name="Binding">The role as it was.</param>
/// <param name="Remaining">The highest role that the holder still has there, by itself or through a group; null for none.</param>
/// <param name="LeavesNoOwner">Whether the workspace has no owner any more. Administrators can still manage it.</param>
public sealed record RevokedRole(RoleBinding Binding, RoleBinding? Remaining, bool LeavesNoOwner);
