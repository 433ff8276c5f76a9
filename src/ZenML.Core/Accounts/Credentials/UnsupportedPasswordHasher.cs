namespace ZenML.Core.Accounts.Credentials;

/// <summary>Hashes nothing: for an embedded store, which knows its one user by the files that they can read and refuses accounts before a
/// password is looked at.</summary>
public sealed class UnsupportedPasswordHasher : IPasswordHasher
{
    /// <inheritdoc />
    public Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Passwords are hashed by the server alone.");
}
