namespace ZenML.Core.Persistence;

/// <summary>
/// Stores metadata. All work runs in units that see one consistent state. A database may run work again after it had to
/// roll it back, so work must have no effects except through its unit.
/// </summary>
public interface IDatabase
{
    /// <summary>
    /// The database of the audit: records of reads are written to it, and the whole audit is listed from it. This one,
    /// unless records of reads are stored elsewhere, so that writing them does not slow down readers.
    /// </summary>
    IDatabase Audit => this;

    /// <summary>Runs <paramref name="work"/> on a consistent snapshot.</summary>
    Task<TResult> ReadAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> that asks a repository one thing that it answers with one statement, which sees one
    /// state by itself: no transaction is begun for it. For what every request of a server does.
    /// </summary>
    Task<TResult> ReadOneAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        ReadAsync(work, cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction that no other write overlaps. It is durable when the task
    /// completes; if <paramref name="work"/> throws, it is rolled back. Work that has started runs to its end, since
    /// others may share the transaction: <paramref name="cancellationToken"/> is checked before and after it, and then
    /// it is rolled back too.
    /// </summary>
    Task<TResult> WriteAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);
}
