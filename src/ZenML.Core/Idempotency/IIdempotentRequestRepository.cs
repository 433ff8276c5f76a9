using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Idempotency;

/// <summary>Stores the outcomes of changes that clients may repeat. Outcomes are encrypted.</summary>
public interface IIdempotentRequestRepository
{
    /// <summary>Returns the change of an account with a key, or null if there is none.</summary>
    Task<IdempotentRequest?> FindAsync(Id<User> user, string key, CancellationToken cancellationToken);

    /// <summary>Adds a change, in the transaction that makes it.</summary>
    Task AddAsync(IdempotentRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes up to <paramref name="limit"/> changes from before a time, oldest first.</summary>
    /// <returns>The number of deleted changes.</returns>
    Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, CancellationToken cancellationToken);
}
