using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Leaks;

namespace ZenML.Client;

/// <content>Finds the secrets that have a value.</content>
public partial class SecretsClient
{
    /// <summary>
    /// Finds all secrets that have a value, in all workspaces and of all accounts, deleted ones too. Decrypts nothing, except values that
    /// an older version wrote. For administrators; each search is in the audit log.
    /// </summary>
    /// <param name="value">The value, at least 8 characters.</param>
    /// <param name="allVersions">Whether to search earlier versions too.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// The value is too short, you are not an administrator, or the server is ZenML's own.
    /// </exception>
    public virtual Task<IReadOnlyList<SecretLeak>> FindLeakedAsync(
        SensitiveString value, bool allVersions = false, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.SecretLeaks.FindAsync(value, allVersions, cancellationToken), cancellationToken);
}
