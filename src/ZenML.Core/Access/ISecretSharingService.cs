using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>
/// Shares single secrets with accounts and groups. Requires <see cref="SecretRights.Administer"/> on the secret. A holder is named by its
/// id or exact name: <c>ada</c>, <c>service-account:ci</c> or <c>group:ops</c>.
/// </summary>
public interface ISecretSharingService
{
    /// <summary>Gives a holder a right on a secret, in place of the one that it was given before.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="holder">The account or group.</param>
    /// <param name="right">The right.</param>
    /// <param name="until">When it ends; null for never.</param>
    /// <param name="cancellationToken">Cancels the change before it is committed.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>; <see cref="ErrorCode.NotAllowed"/>: the caller may not share
    /// the secret, or is an API key or a token issued for a program; <see cref="ErrorCode.InvalidArgument"/>: the time is past, or the
    /// holder owns the secret.
    /// </exception>
    Task<SharedSecret> ShareAsync(
        Id<Secret> id, string holder, SecretRight right, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>Takes the right on a secret away that a holder was given. What it can do by its roles stays.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such secret or holder, or the secret is not shared with it;
    /// <see cref="ErrorCode.Ambiguous"/>, <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    Task<SharedSecret> UnshareAsync(Id<Secret> id, string holder, CancellationToken cancellationToken);
}
