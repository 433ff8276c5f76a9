using ZenML.Core.Errors;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>Manages which person at the identity provider an account belongs to. For administrators, as persons.</summary>
public interface ILinkedIdentitiesService
{
    /// <summary>Returns the identity of an account; null if it has none. Everyone can see their own.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task<LinkedIdentity?> FindAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>
    /// Links an account to a person, in place of the one that it has. If the account was in use, its sessions end and it does not see
    /// its private secrets until its owner confirms with the old password or an administrator releases them: the administrator could
    /// have linked themselves. An account that was never activated becomes active.
    /// </summary>
    /// <param name="nameOrId">The account.</param>
    /// <param name="subject">The id of the person at the provider.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.NotAllowed"/>; <see cref="ErrorCode.AlreadyExists"/>: the person has
    /// another account; <see cref="ErrorCode.InvalidArgument"/>.
    /// </exception>
    Task<LinkedIdentity> LinkAsync(string nameOrId, string subject, CancellationToken cancellationToken);

    /// <summary>Ends that an account belongs to a person. All its sessions end.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task UnlinkAsync(string nameOrId, CancellationToken cancellationToken);
}
