namespace ZenML.Core.Secrets.History;

/// <summary>One page of a secret's history.</summary>
/// <param name="Secret">The secret as it is now.</param>
/// <param name="Versions">Its versions, the newest first.</param>
/// <param name="Next">Pass it as <c>before</c> to get the next page; null if this is the last one.</param>
public sealed record SecretHistory(SecretInfo Secret, IReadOnlyList<SecretVersion> Versions, long? Next)
{
    /// <summary>The most versions of one page.</summary>
    public const int MaximumPage = 100;
}
