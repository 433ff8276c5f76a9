using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Idempotency;

/// <summary>
/// A completed change with the idempotency key of the client, so that a repeated request does not make it twice.
/// </summary>
/// <param name="User">The account. Keys of different accounts are independent.</param>
/// <param name="Key">The key.</param>
/// <param name="Created">When the change was made.</param>
/// <param name="Outcome">
/// The request and the response, in a format of the server. It can hold credentials, so it is stored encrypted.
/// </param>
public sealed record IdempotentRequest(Id<User> User, string Key, DateTimeOffset Created, ReadOnlyMemory<byte> Outcome)
{
    /// <summary>The maximum length of a key.</summary>
    public const int MaximumKeyLength = 128;

    /// <summary>How long changes are stored.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Returns the account and the time, and nothing that could be a credential.</summary>
    public override string ToString() => $"{nameof(IdempotentRequest)} of {User} at {Created:O}";
}
