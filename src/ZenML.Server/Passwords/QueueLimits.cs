namespace ZenML.Server.Passwords;

/// <summary>The maximum numbers of waiting requests.</summary>
/// <param name="Member">The limit for each member of a group.</param>
/// <param name="Group">The limit for each group.</param>
/// <param name="All">The limit for all together.</param>
internal sealed record QueueLimits(int Member, int Group, int All);
