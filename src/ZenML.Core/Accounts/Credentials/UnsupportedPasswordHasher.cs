namespace ZenML.Core.Accounts.Credentials;

/// <summary>A hasher for a local store, which has no passwords: access to its files identifies the user.</summary>
public sealed class UnsupportedPasswordHasher : IPasswordHasher
{
    /// <inheritdoc />
    public Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Only a server hashes passwords.");
}
