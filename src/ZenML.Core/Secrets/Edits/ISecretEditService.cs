using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.Edits;

/// <summary>
/// Changes of secrets that say what they did, for one caller. What equals the stored values is not written: if nothing differs, the
/// secret keeps its version. Secrets of other users' scope do not exist here.
/// </summary>
public interface ISecretEditService
{
    /// <summary>Changes a secret as <see cref="ISecretsService.UpdateAsync"/> does, and says which keys differ afterwards.</summary>
    /// <exception cref="ZenException">As in <see cref="ISecretsService.UpdateAsync"/>; <see cref="ErrorCode.ValuesMissing"/>.</exception>
    Task<EditedSecret> EditAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Creates a secret, or merges values into the one that has exactly this name in this scope: decided and done in one transaction.
    /// </summary>
    /// <param name="secret">The secret. If it exists, it keeps as many versions as before unless their number is given.</param>
    /// <param name="ifVersion">If given, the secret must exist and still be at this version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooLarge"/>, <see cref="ErrorCode.NotFound"/> (workspace),
    /// <see cref="ErrorCode.ValuesMissing"/>, <see cref="ErrorCode.VersionMismatch"/>.</exception>
    Task<EditedSecret> SetAsync(NewSecret secret, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>The same, whatever the version of the secret.</summary>
    /// <exception cref="ZenException">As in the other overload.</exception>
    Task<EditedSecret> SetAsync(NewSecret secret, CancellationToken cancellationToken) =>
        SetAsync(secret, ifVersion: null, cancellationToken);
}
