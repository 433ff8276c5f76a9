using ZenML.Core.Persistence;

namespace ZenML.Stores.Tests.Sql;

/// <summary>A database that records what its transactions return.</summary>
internal sealed class RecordedWrites(IDatabase inner) : IDatabase
{
    /// <summary>The results of committed transactions, in order.</summary>
    public List<object?> Results { get; } = [];

    public Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        inner.ReadAsync(work, cancellationToken);

    public async Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        var result = await inner.WriteAsync(work, cancellationToken);
        Results.Add(result);
        return result;
    }
}
