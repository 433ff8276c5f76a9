using ZenML.Core.Errors;

namespace ZenML.Core.Secrets.Leaks;

/// <summary>Finds the secrets that have a value that became known to others.</summary>
public interface ISecretLeakService
{
    /// <summary>Finds all secrets that have a value, of all accounts and workspaces, deleted ones too.</summary>
    /// <param name="value">The value, at least <see cref="SecretLeakService.MinimumLength"/> characters.</param>
    /// <param name="allVersions">Whether to search earlier versions too.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/> unless the caller is an administrator; <see cref="ErrorCode.InvalidArgument"/>: the value is too
    /// short.
    /// </exception>
    Task<IReadOnlyList<SecretLeak>> FindAsync(SensitiveString value, bool allVersions, CancellationToken cancellationToken);
}
