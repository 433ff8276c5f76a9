namespace ZenML.Core.Access;

/// <summary>The roles that changes of one type of resource take.</summary>
/// <param name="Create">To create one.</param>
/// <param name="Update">To change one.</param>
/// <param name="Delete">To delete one.</param>
public sealed record RequiredRoles(Role Create, Role Update, Role Delete);
