using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Idempotency;

/// <summary>Where changes are remembered that clients may send again. The outcomes are stored encrypted.</summary>
public interface IIdempotentRequestRepository
{
    /// <summary>The change that an account made under a key; null for none.</summary>
    Task<IdempotentRequest?> FindAsync(Id<User> user, string key, CancellationToken cancellationToken);

    /// <summary>Remembers a change, in the transaction that makes it.</summary>
    Task AddAsync(IdempotentRequest request, CancellationToken cancellationToken);

    /// <summary>Forgets changes from before a time, the oldest first, at most <paramref name="limit"/>.</summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, CancellationToken cancellationToken);
}
