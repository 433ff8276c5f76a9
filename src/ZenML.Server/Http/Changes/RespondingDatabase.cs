using ZenML.Core.Persistence;

namespace ZenML.Server.Http.Changes;

/// <summary>
/// The database of one change: prepares the answer in the transaction of the change. If that fails, the change is not
/// made.
/// </summary>
/// <param name="database">Does the work.</param>
/// <param name="prepare">Prepares the answer from what the transaction returns. May be called again if the transaction is repeated.</param>
internal sealed class RespondingDatabase(
    IDatabase database, Func<IUnitOfWork, object?, CancellationToken, Task> prepare) : DelegatingDatabase(database)
{
    public override Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) => Inner.WriteAsync(
        async (unit, token) =>
        {
            var result = await work(unit, token);
            await prepare(unit, result, token);
            return result;
        },
        cancellationToken);
}
