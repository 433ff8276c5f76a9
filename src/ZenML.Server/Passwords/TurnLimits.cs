namespace ZenML.Server.Passwords;

/// <summary>How many can wait at once.</summary>
/// <param name="Member">For each member of a group.</param>
/// <param name="Group">For each group.</param>
/// <param name="All">In all.</param>
internal sealed record TurnLimits(int Member, int Group, int All);
