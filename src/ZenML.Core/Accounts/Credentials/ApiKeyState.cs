using ZenML.Core.Access;
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
    /// <summary>What it may use of the access of its service account.</summary>
    public AccessLimits Limits { get; init; } = AccessLimits.None;

    /// <summary>The only networks from which it can be used; empty for any.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>When it expires; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// Whether the key of a generation is valid: the current one, and the previous one while it is retained.
    /// </summary>
    public bool Accepts(long generation, DateTimeOffset now) =>
        generation == Generation || (generation == Generation - 1 && PreviousUntil is { } until && now < until);
}
