namespace ZenML.Core.Accounts.ServiceAccounts;

/// <summary>What to change of a service account; null means that it stays.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="IsActive">Whether it may be used.</param>
public sealed record ServiceAccountUpdate(string? Name = null, string? Description = null, bool? IsActive = null);
