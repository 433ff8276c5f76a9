namespace ZenML.Core.Access;

/// <summary>An update of a group. Null changes nothing.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Description">The new description.</param>
public sealed record GroupUpdate(string? Name = null, string? Description = null);
