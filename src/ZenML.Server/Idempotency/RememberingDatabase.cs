using ZenML.Core.Idempotency;
using ZenML.Core.Persistence;
using ZenML.Core.Time;
using ZenML.Server.Http.Changes;

namespace ZenML.Server.Idempotency;

/// <summary>The database for a keyed change: stores the change in its transaction, and aborts a change that was already made.</summary>
/// <param name="database">The underlying database.</param>
/// <param name="request">The change.</param>
/// <param name="clock">The clock.</param>
/// <param name="outcomeOf">
/// Returns the outcome for a transaction's result; null for a transaction that is not the change, such as the record of a rejection.
/// </param>
internal sealed class RememberingDatabase(
    IDatabase database, IdempotencyContext request, TimeProvider clock, Func<object?, byte[]?> outcomeOf) : DelegatingDatabase(database)
{
    public override Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) => Inner.WriteAsync(
        async (unit, token) =>
        {
            // Writes are serialized, so the same change cannot be made between this check and the commit.
            if (await unit.IdempotentRequests.FindAsync(request.User, request.Key, token) is { } first)
            {
                throw new RepeatedRequestException(first);
            }

            var result = await work(unit, token);
            if (outcomeOf(result) is { } outcome)
            {
                await unit.IdempotentRequests.AddAsync(
                    new IdempotentRequest(request.User, request.Key, clock.GetMicrosecondUtcNow(), outcome), token);
            }

            return result;
        },
        cancellationToken);
}
