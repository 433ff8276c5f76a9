using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What the row of an API key says at this moment.</summary>
/// <param name="Owner">The service account that it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Whether it may be used.</param>
/// <param name="Generation">How often it was rotated.</param>
/// <param name="PreviousUntil">Until when the key before the last rotation is good.</param>
public sealed record ApiKeyState(Id<User> Owner, string Name, bool IsActive, long Generation, DateTimeOffset? PreviousUntil)
{
    /// <summary>Whether the key of a generation is good: the present one, and for the time it is retained the one before.</summary>
    public bool Accepts(long generation, DateTimeOffset now) =>
        generation == Generation || (generation == Generation - 1 && PreviousUntil is { } until && now < until);
}
