using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// Hashes passwords with a function that is slow and uses much memory. Only a few leases exist at a time. Others wait
/// in a bounded queue.
/// </summary>
public interface IPasswordHasher
{
    /// <summary>Waits for a lease. The queue is fair: no requester can delay others by frequent requests.</summary>
    /// <param name="requester">The requester.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The lease. Dispose it as soon as you no longer need it.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.ServerBusy"/>: the queue is full, in total or for this requester.
    /// </exception>
    Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken);

    /// <summary>Hashes a password with its own lease.</summary>
    /// <returns>The hash with its parameters and salt.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.ServerBusy"/>.</exception>
    async Task<string> HashAsync(PasswordRequester requester, SensitiveString password, CancellationToken cancellationToken)
    {
        using var lease = await AcquireAsync(requester, cancellationToken);
        return await lease.HashAsync(password);
    }
}
