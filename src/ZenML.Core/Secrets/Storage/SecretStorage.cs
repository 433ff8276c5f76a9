using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Import;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// Reads and commits the metadata and the values of secrets together. <see cref="SecretsService"/> decides what a change means; this knows
/// where values are.
/// </summary>
internal abstract class SecretStorage
{
    /// <summary>The storage that services are set up with: a back end of its own for values, or the database.</summary>
    public static SecretStorage Of(ServiceDependencies dependencies, AuditTrail audit) => dependencies.ExternalValues is { } external
        ? new ExternalSecretStorage(dependencies.Database, external, audit)
        : new DatabaseSecretStorage(dependencies.Database, audit);

    /// <summary>Reads secrets with their values, in the order in which they were chosen.</summary>
    /// <param name="choose">Chooses the secrets, each once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.ValuesMissing"/>.</exception>
    public abstract Task<IReadOnlyList<Secret>> ReadAsync(
        Func<IUnitOfWork, CancellationToken, Task<IReadOnlyList<SecretInfo>>> choose, CancellationToken cancellationToken);

    /// <summary>Finds secrets whose values cannot be read, without reading a value.</summary>
    /// <param name="find">Finds what the caller asks about.</param>
    /// <param name="choose">Chooses the secrets from that.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.WrongEncryptionKey"/>, <see cref="ErrorCode.StoreUnavailable"/>.</exception>
    public abstract Task<(TFound Found, IReadOnlySet<Id<Secret>> Missing)> FindMissingAsync<TFound>(
        Func<IUnitOfWork, CancellationToken, Task<TFound>> find,
        Func<TFound, IReadOnlyCollection<SecretInfo>> choose,
        CancellationToken cancellationToken);

    /// <summary>Makes a change and records it in the audit.</summary>
    public abstract Task<TResult> ChangeAsync<TResult>(SecretChange<TResult> change, CancellationToken cancellationToken);

    /// <summary>Makes all changes of an import, or none of them, and records them in the audit.</summary>
    public abstract Task<SecretImportReport> ImportAsync(SecretImportPlan plan, CancellationToken cancellationToken);

    /// <summary>The metadata that goes with new values.</summary>
    protected static SecretInfo WithValues(SecretInfo secret, SecretValues values) =>
        secret with { ValuesVersion = secret.Version, Keys = [.. values.Keys] };

    /// <summary>The error for a secret that has lost its values.</summary>
    protected static ZenException ValuesMissing(SecretInfo secret) => new(ErrorCode.ValuesMissing,
        $"The values of the secret '{secret.Name}' ({secret.Id}) are missing from the secrets store. "
        + $"Restore the store from a backup, or delete the secret and create it again.");
}
