using ZenML.Core.Idempotency;
using ZenML.Core.Persistence;
using ZenML.Core.Time;
using ZenML.Server.Http.Changes;

namespace ZenML.Server.Idempotency;

/// <summary>The database of a keyed change: remembers the change in its own transaction, and ends one that was made before.</summary>
/// <param name="database">Does the work.</param>
/// <param name="request">The change.</param>
/// <param name="clock">The clock.</param>
/// <param name="outcomeOf">
/// The outcome, given what a transaction returned; null for a transaction that is not the change, such as the record of a refusal.
/// </param>
internal sealed class RememberingDatabase(
    IDatabase database, IdempotencyContext request, TimeProvider clock, Func<object?, byte[]?> outcomeOf) : DelegatingDatabase(database)
{
    public override Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) => Inner.WriteAsync(
        async (unit, token) =>
        {
            // No other write runs meanwhile, so nobody can make the same change between the question and the commit.
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
