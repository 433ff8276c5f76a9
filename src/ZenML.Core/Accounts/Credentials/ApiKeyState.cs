using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The current state of an API key.</summary>
/// <param name="Owner">The service account.</param>
/// <param name="Name">The name.</param>
/// <param name="IsActive">Whether it is active.</param>
/// <param name="Generation">The number of rotations.</param>
/// <param name="PreviousUntil">When the previous key stops being valid; null if it already has.</param>
public sealed record ApiKeyState(Id<User> Owner, string Name, bool IsActive, long Generation, DateTimeOffset? PreviousUntil)
{
    /// <summary>
    /// Whether the key of a generation is valid: the current one, and the previous one while it is retained.
    /// </summary>
    public bool Accepts(long generation, DateTimeOffset now) =>
        generation == Generation || (generation == Generation - 1 && PreviousUntil is { } until && now < until);
}
