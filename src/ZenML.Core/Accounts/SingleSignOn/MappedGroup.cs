namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>A group at the identity provider whose members are members of a group of this server.</summary>
/// <param name="Claim">What the groups claim has for the group.</param>
/// <param name="Group">The name of the group of this server.</param>
public sealed record MappedGroup(string Claim, string Group);
