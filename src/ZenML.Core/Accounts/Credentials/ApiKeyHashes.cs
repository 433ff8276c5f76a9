using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The hashes of the secret part of an API key.</summary>
/// <param name="Current">The hash of the current key.</param>
/// <param name="Previous">The hash of the key before the last rotation.</param>
/// <param name="PreviousUntil">When the previous key stops being valid.</param>
/// <param name="Generation">The number of rotations.</param>
public sealed record ApiKeyHashes(string Current, string? Previous, DateTimeOffset? PreviousUntil, long Generation)
{
    /// <summary>Returns the generation of a valid key, or null.</summary>
    internal long? FindGeneration(SensitiveString secret, DateTimeOffset now)
    {
        var isCurrent = SecretToken.Matches(secret, Current);
        var isPrevious = SecretToken.Matches(secret, Previous) && PreviousUntil is { } until && now < until;
        return isCurrent ? Generation : isPrevious ? Generation - 1 : null;
    }

    /// <summary>Returns no hash.</summary>
    public override string ToString() => "Hashes of an API key";
}
