using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Hashes passwords so that guessing takes long and much memory. A few turns exist at a time; whoever wants another waits, and not
/// too many can wait.</summary>
public interface IPasswordHasher
{
    /// <summary>Waits for a lease. Turns are given fairly: nobody can make others wait by asking often.</summary>
    /// <param name="requester">On whose behalf.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lease. Dispose it as soon as you no longer need it.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.ServerBusy"/>: too many wait, in all or on behalf of this requester.</exception>
    Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken);

    /// <summary>Hashes a password in a lease of its own.</summary>
    /// <returns>The text to keep instead of the password; it carries the parameters and a salt of its own.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.ServerBusy"/>.</exception>
    async Task<string> HashAsync(PasswordRequester requester, SensitiveString password, CancellationToken cancellationToken)
    {
        using var lease = await AcquireAsync(requester, cancellationToken);
        return await lease.HashAsync(password);
    }
}
