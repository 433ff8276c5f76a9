using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Idempotency;

/// <summary>A change that was made, remembered under the key that its client gave it, so that it is not made twice.</summary>
/// <param name="User">The account that made it. Keys of different accounts have nothing to do with each other.</param>
/// <param name="Key">The key.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Outcome">What was asked and how it was answered, in a form of whoever answers. It may hold credentials, so it is stored
/// encrypted.</param>
public sealed record IdempotentRequest(Id<User> User, string Key, DateTimeOffset Created, ReadOnlyMemory<byte> Outcome)
{
    /// <summary>The longest key.</summary>
    public const int MaximumKeyLength = 128;

    /// <summary>How long changes are remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Whose it is and when it was made; nothing that could be a credential.</summary>
    public override string ToString() => $"{nameof(IdempotentRequest)} of {User} at {Created:O}";
}
