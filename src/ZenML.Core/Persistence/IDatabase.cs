namespace ZenML.Core.Persistence;

/// <summary>
/// Where metadata is kept. All work happens in units that see one consistent state. A database may do work anew that it
/// had to take back, so work must have no effects but through its unit.
/// </summary>
public interface IDatabase
{
    /// <summary>
    /// The database of the audit: records of reads are written to it, and the whole audit is listed from it. This one,
    /// unless it keeps records of reads elsewhere, so that writing them does not disturb who reads.
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
    /// completes; if <paramref name="work"/> throws, nothing of it remains. Work that has begun runs to its end, since
    /// others may share the transaction: <paramref name="cancellationToken"/> is heard before it and after it, and then
    /// nothing of it remains either.
    /// </summary>
    Task<TResult> WriteAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);
}
