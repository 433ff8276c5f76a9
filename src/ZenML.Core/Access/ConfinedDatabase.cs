using ZenML.Core.Persistence;

namespace ZenML.Core.Access;

/// <summary>A database in which only the workspaces of one caller exist. The services of the caller know no other one.</summary>
/// <param name="inner">The whole database.</param>
/// <param name="view">What exists for the caller.</param>
internal sealed class ConfinedDatabase(IDatabase inner, WorkspaceView view) : IDatabase
{
    public IDatabase Audit => inner.Audit;

    public Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        inner.ReadAsync((unit, token) => work(unit.See(view), token), cancellationToken);

    public Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        inner.ReadOneAsync((unit, token) => work(unit.See(view), token), cancellationToken);

    public Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        inner.WriteAsync((unit, token) => work(unit.See(view), token), cancellationToken);
}
