namespace ZenML.Core.Accounts.Credentials;

/// <summary>What is kept of the secret part of an API key.</summary>
/// <param name="Current">The hash of the key.</param>
/// <param name="Previous">The hash of the one before the last rotation.</param>
/// <param name="PreviousUntil">Until when that one is good.</param>
/// <param name="Generation">How often it was rotated.</param>
public sealed record ApiKeyHashes(string Current, string? Previous, DateTimeOffset? PreviousUntil, long Generation)
{
    /// <summary>Never a hash.</summary>
    public override string ToString() => "Hashes of an API key";
}
