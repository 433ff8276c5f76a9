using ZenML.Core.Secrets;

namespace ZenML.Core.Credentials;

/// <summary>Hashes nothing: for an embedded store, which knows its one user by the files that they can read and refuses accounts before a password is looked at.</summary>
public sealed class NoPasswords : IPasswordHasher
{
    private const string Message = "Passwords are hashed by the server alone.";

    /// <inheritdoc />
    public Task<string> HashAsync(SensitiveString password, CancellationToken cancellationToken) => throw new NotSupportedException(Message);

    /// <inheritdoc />
    public Task<bool> VerifyAsync(SensitiveString password, string? hash, CancellationToken cancellationToken) => throw new NotSupportedException(Message);
}
