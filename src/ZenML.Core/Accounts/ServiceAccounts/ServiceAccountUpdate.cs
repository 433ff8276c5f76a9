namespace ZenML.Core.Accounts.ServiceAccounts;

/// <summary>An update of a service account. Null changes nothing.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Description">The new description.</param>
/// <param name="IsActive">Whether it is active.</param>
public sealed record ServiceAccountUpdate(string? Name = null, string? Description = null, bool? IsActive = null);
