using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>
/// What one caller can do with secrets and their values; <see cref="ISecretMetadataService"/> has what reveals no value.
/// Implemented in process by <see cref="SecretsService"/>; the connection to a server implements the same contract over
/// HTTP. Secrets of other users' scope do not exist here: every operation answers as it would for an unknown id.
/// </summary>
public interface ISecretsService
{
    /// <summary>Creates a secret.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.TooLarge"/>,
    /// <see cref="ErrorCode.NotFound"/> (workspace).</exception>
    Task<SecretInfo> CreateAsync(NewSecret secret, CancellationToken cancellationToken);

    /// <summary>A secret with its values.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.WrongEncryptionKey"/>.</exception>
    Task<Secret> GetAsync(Id<Secret> id, CancellationToken cancellationToken);

    /// <summary>The secret that <see cref="ISecretMetadataService.FindAsync"/> finds, with its values, in one round trip.</summary>
    Task<Secret> FindWithValuesAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Several secrets with their values, each by its exact name or its id, read in one transaction.</summary>
    /// <param name="workspace">Where names are looked up.</param>
    /// <param name="texts">The names and ids.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The secrets, in the order of the texts.</returns>
    /// <exception cref="ZenException">As for one secret, of the first that cannot be read; <see cref="ErrorCode.TooLarge"/>:
    /// there are more than <see cref="SecretLimits.MaximumSecretsPerRead"/>, or a server would have to read more than
    /// <see cref="SecretLimits.MaximumBytesPerRead"/>.</exception>
    Task<IReadOnlyList<Secret>> FindManyWithValuesAsync(
        Id<Workspace> workspace, IReadOnlyList<string> texts, CancellationToken cancellationToken);

    /// <summary>
    /// One page of the secrets that <see cref="ISecretMetadataService.ListAsync"/> lists, with their values, read in one transaction.
    /// Secrets whose values the caller may not read are left out, and are counted in <see cref="Page{T}.Total"/>.
    /// </summary>
    /// <exception cref="ZenException">
    /// As for one secret, of the first that cannot be read; the query is invalid; <see cref="ErrorCode.TooLarge"/>: its pages have more
    /// than <see cref="SecretLimits.MaximumSecretsPerRead"/> secrets; <see cref="ErrorCode.NotAllowed"/>: the caller may read none of
    /// the first page.
    /// </exception>
    Task<Page<Secret>> ListWithValuesAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a secret; keys are merged inside one transaction, so that concurrent updates lose nothing.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/> (secret, or a key to remove), <see cref="ErrorCode.AlreadyExists"/>,
    /// <see cref="ErrorCode.TooLarge"/>, <see cref="ErrorCode.VersionMismatch"/>, <see cref="ErrorCode.NotAllowed"/>
    /// (the user scope for a secret that is not the caller's own).
    /// </exception>
    Task<SecretInfo> UpdateAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken);

    /// <summary>The same change, and the values that the secret has after it, read in the transaction of the change.</summary>
    /// <exception cref="ZenException">As in <see cref="UpdateAsync"/>; <see cref="ErrorCode.ValuesMissing"/>. Nothing was changed
    /// then.</exception>
    Task<Secret> UpdateWithValuesAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a secret: it moves to the deleted secrets (<see cref="Deletion.IDeletedSecretService"/>), and its name is free.
    /// Administrators may delete those of other users, too, which they can neither see nor read. A server of ZenML deletes it for good.
    /// </summary>
    /// <param name="id">The secret.</param>
    /// <param name="ifVersion">If given, the secret must still be at this version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.VersionMismatch"/>.</exception>
    Task DeleteAsync(Id<Secret> id, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Deletes a secret, whatever its version.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<Secret> id, CancellationToken cancellationToken) => DeleteAsync(id, ifVersion: null, cancellationToken);

    /// <summary>
    /// Resolves many references at once. Agrees with <see cref="ISecretMetadataService.CheckAsync"/> by construction: both ask the same
    /// resolver.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.MissingSecrets"/>, naming every reference that does not resolve.</exception>
    Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken);
}
