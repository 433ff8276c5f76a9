using ZenML.Core.Persistence;

namespace ZenML.Stores.Tests.Sql.Access;

/// <summary>A database that takes back each change after it was made, so that many of them can be tried in one state.</summary>
internal sealed class RolledBackDatabase(IDatabase inner) : IDatabase
{
    public IDatabase Audit => inner.Audit;

    public Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        inner.ReadAsync(work, cancellationToken);

    public Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        inner.ReadOneAsync(work, cancellationToken);

    public async Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        TResult? result = default;
        try
        {
            await inner.WriteAsync<TResult>(
                async (unit, token) =>
                {
                    result = await work(unit, token);
                    throw new TakenBackException();
                },
                cancellationToken);
        }
        catch (TakenBackException)
        {
            // The change was made and is gone.
        }

        return result!;
    }

    private sealed class TakenBackException : Exception;
}
