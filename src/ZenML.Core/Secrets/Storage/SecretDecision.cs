namespace ZenML.Core.Secrets.Storage;

/// <summary>What a change makes of a secret's metadata.</summary>
/// <param name="Before">The secret as it is; null if it is created.</param>
/// <param name="After">The secret as it will be, but for what follows from its values; null if it is deleted.</param>
/// <param name="NeedsValues">Whether the present values are needed.</param>
internal sealed record SecretDecision(SecretInfo? Before, SecretInfo? After, bool NeedsValues = false)
{
    /// <summary>The version whose values the change makes the current ones; null for a change that makes its own.</summary>
    public long? Source { get; init; }
}
