using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.Transfers;

/// <summary>Copies and moves secrets for one caller. No member returns or takes a value.</summary>
public interface ISecretTransferService
{
    /// <summary>
    /// Creates a secret with the values of another, in the same order: one transaction. It belongs to the caller and begins with version
    /// 1. The original is recorded as read.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/> (secret, workspace), <see cref="ErrorCode.AlreadyExists"/>,
    /// <see cref="ErrorCode.ValuesMissing"/>, <see cref="ErrorCode.VersionMismatch"/>.</exception>
    Task<SecretInfo> CopyAsync(Id<Secret> id, SecretCopy copy, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a secret to another scope or workspace. It keeps its id, its values and its earlier versions. If it is there already,
    /// nothing is changed.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/> (secret, workspace), <see cref="ErrorCode.AlreadyExists"/> (the name is taken there),
    /// <see cref="ErrorCode.VersionMismatch"/>,
    /// <see cref="ErrorCode.NotAllowed"/> (the user scope for a secret that is not the caller's own; a server that cannot move secrets).
    /// </exception>
    Task<SecretInfo> MoveAsync(Id<Secret> id, SecretDestination destination, CancellationToken cancellationToken);
}
