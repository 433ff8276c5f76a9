using ZenML.Core.Persistence;

namespace ZenML.Server.Http.Changes;

/// <summary>
/// The database for one change: prepares the response in the transaction of the change. If that fails, the change is rolled back.
/// </summary>
/// <param name="database">The underlying database.</param>
/// <param name="prepare">Prepares the response from the transaction's result. Called again if the transaction is retried.</param>
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
