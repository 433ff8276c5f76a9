using ZenML.Core.Persistence;

namespace ZenML.Server.Http.Changes;

/// <summary>A database that passes reads to another one. Derived classes implement writes.</summary>
/// <param name="database">The underlying database.</param>
internal abstract class DelegatingDatabase(IDatabase database) : IDatabase
{
    public IDatabase Audit => Inner.Audit;

    /// <summary>The underlying database.</summary>
    protected IDatabase Inner { get; } = database;

    public Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        Inner.ReadAsync(work, cancellationToken);

    public Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        Inner.ReadOneAsync(work, cancellationToken);

    public abstract Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);
}
