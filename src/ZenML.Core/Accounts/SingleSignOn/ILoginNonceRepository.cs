namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>Stores the one-time numbers of logins that have begun, so that all replicas share them.</summary>
public interface ILoginNonceRepository
{
    /// <summary>Returns how many logins wait to be finished.</summary>
    /// <param name="network">The network that began them; null for all.</param>
    /// <param name="now">The time. Expired ones do not count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<long> CountAsync(string? network, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one, and deletes those that have expired.</summary>
    /// <param name="hash">The hash of the number.</param>
    /// <param name="network">The network of the request.</param>
    /// <param name="expires">When it expires.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task AddAsync(string hash, string network, DateTimeOffset expires, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Uses one up.</summary>
    /// <returns>Whether it existed and has not expired.</returns>
    Task<bool> TryUseAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken);
}
