using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Deletion;
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
        ? new ExternalSecretStorage(dependencies.Database, external, audit, dependencies.MaximumBytesPerRead)
        : new DatabaseSecretStorage(
            dependencies.Database,
            audit,
            dependencies.MaximumBytesPerRead,
            dependencies.SecretRetention.PurgesOnChange ? new ExpiredSecrets(dependencies) : null);

    /// <summary>Reads secrets with their values, in the order in which they were chosen.</summary>
    /// <param name="choose">Chooses the secrets, each once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.ValuesMissing"/>; <see cref="ErrorCode.TooLarge"/>: they exceed
    /// <see cref="ServiceDependencies.MaximumBytesPerRead"/>.
    /// </exception>
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

    /// <summary>Reads the values of versions of one secret.</summary>
    /// <param name="choose">Chooses versions whose values are stored.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What was chosen, and the values in the order of the versions.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.ValuesMissing"/>, <see cref="ErrorCode.StoreDamaged"/>.</exception>
    public abstract Task<(SecretVersionChoice Chosen, IReadOnlyList<SecretValues> Values)> ReadVersionsAsync(
        Func<IUnitOfWork, CancellationToken, Task<SecretVersionChoice>> choose, CancellationToken cancellationToken);

    /// <summary>
    /// Destroys the values of a version within a transaction. Whoever commits it calls <see cref="CleanAsync"/>.
    /// </summary>
    public abstract Task DestroyAsync(IUnitOfWork unit, Id<Secret> secret, long version, CancellationToken cancellationToken);

    /// <summary>Makes a change and records it in the audit.</summary>
    public abstract Task<TResult> ChangeAsync<TResult>(SecretChange<TResult> change, CancellationToken cancellationToken);

    /// <summary>Makes all changes of an import, or none of them, and records them in the audit.</summary>
    public abstract Task<SecretImportReport> ImportAsync(SecretImportPlan plan, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a secret with its values for good, in a transaction that something else began. Then call <see cref="CleanAsync"/>.
    /// </summary>
    public abstract Task DeleteAsync(IUnitOfWork unit, SecretInfo secret, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes what a committed <see cref="DeleteAsync"/> or <see cref="DestroyAsync"/> left outside the database. Never throws.
    /// </summary>
    public virtual Task CleanAsync(Id<Secret> secret) => Task.CompletedTask;

    /// <summary>Deletes a secret for good with its values in the database, and has those in a back end deleted.</summary>
    internal static async Task DeleteEverywhereAsync(IUnitOfWork unit, SecretInfo secret, CancellationToken cancellationToken)
    {
        await unit.ExternalValues.RetireAsync(secret.Id, cancellationToken);

        // There are some in the database if the secret is older than the back end.
        await unit.SecretValues.DeleteAsync(secret.Id, cancellationToken);
        await unit.Secrets.DeleteAsync(secret, cancellationToken);
    }

    /// <summary>
    /// The values that a change is compared with, so that its entry says which values it really changes; null if they cannot be read. A
    /// change does not fail for that: new values are the remedy for lost ones.
    /// </summary>
    /// <param name="decision">What is decided.</param>
    /// <param name="given">The values that the merge was given.</param>
    /// <param name="written">The values that are written.</param>
    /// <param name="read">Reads the present values.</param>
    protected static async Task<SecretValues?> FindToCompareAsync(
        SecretDecision decision, SecretValues? given, SecretValues? written, Func<Task<SecretValues?>> read)
    {
        if (written is null || decision.Before is null)
        {
            return null;
        }

        if (given is not null && decision.SourceVersion is null)
        {
            return given;
        }

        try
        {
            return await read();
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.StoreDamaged
            or ErrorCode.ValuesMissing or ErrorCode.WrongEncryptionKey or ErrorCode.StoreUnavailable)
        {
            return null;
        }
    }

    /// <summary>The metadata that goes with new values. A key that is gone loses its mark, so it is secret if it is added again.</summary>
    protected static SecretInfo WithValues(SecretInfo secret, SecretValues values) =>
        secret with { ValuesVersion = secret.Version, Keys = [.. values.Keys], Details = secret.Details.Keep([.. values.Keys]) };

    /// <summary>The error for a secret that has lost its values.</summary>
    internal static ZenException ValuesMissing(SecretInfo secret) => new(ErrorCode.ValuesMissing,
        $"The values of the secret '{secret.Name}' ({secret.Id}) are missing from the secrets store. "
        + $"Restore the store from a backup, or delete the secret and create it again.");
}
