using ZenML.Core.Persistence;

namespace ZenML.Stores.Sql.Writing;

/// <summary>A transaction that writes share. Disposing it takes back what is not committed, and never throws.</summary>
internal interface IWriteTransaction : IAsyncDisposable
{
    /// <summary>The repositories for one of the writes.</summary>
    IUnitOfWork NewUnit();

    /// <summary>Marks the place that <see cref="RollbackToSavepointAsync"/> returns to.</summary>
    Task SetSavepointAsync();

    /// <summary>Takes back what was done since the mark.</summary>
    /// <param name="cause">What went wrong.</param>
    /// <returns>Whether that was possible; if not, the whole transaction is lost because of <paramref
    /// name="cause"/>.</returns>
    /// <exception cref="Exception">The whole transaction is lost, and <paramref name="cause"/> has nothing to do with
    /// that.</exception>
    Task<bool> RollbackToSavepointAsync(Exception cause);

    /// <summary>Forgets the mark.</summary>
    Task ReleaseSavepointAsync();

    /// <summary>Makes it all durable.</summary>
    Task CommitAsync();
}
