using ZenML.Core.Idempotency;
using ZenML.Core.Persistence;
using ZenML.Server.Background;

namespace ZenML.Server.Idempotency;

/// <summary>Deletes expired idempotency keys once an hour.</summary>
internal sealed class IdempotencyPruning(IDatabase database, TimeProvider clock, ILogger<IdempotencyPruning> log)
    : RecurringWork("deleting expired idempotency keys", TimeSpan.FromHours(1), clock, log)
{
    private const int AtOnce = 1_000;

    private readonly TimeProvider clock = clock;

    protected override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow() - IdempotentRequest.Lifetime;
        while (await ForgetAsync(oldest, cancellationToken) == AtOnce)
        {
        }
    }

    private async Task<int> ForgetAsync(DateTimeOffset oldest, CancellationToken cancellationToken) => await database.WriteAsync(
        (unit, token) => unit.IdempotentRequests.DeleteBeforeAsync(oldest, AtOnce, token), cancellationToken);
}
