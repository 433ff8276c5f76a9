using ZenML.Core.Errors;
using ZenML.Core.Persistence;

namespace ZenML.Server.Tests.Hosting;

/// <summary>A database that fails on demand, as if its server or its disk went away at that moment.</summary>
internal sealed class FailingDatabase : IDatabase
{
    private readonly IDatabase inner;
    private readonly FailingDatabase switches;
    private volatile bool failsAfterCommit;
    private volatile bool hasFailed;
    private volatile bool failsAudit;

    public FailingDatabase(IDatabase inner)
        : this(inner, null)
    {
    }

    private FailingDatabase(IDatabase inner, FailingDatabase? switches)
    {
        this.inner = inner;
        this.switches = switches ?? this;
        Audit = inner.Audit == inner ? this : new FailingDatabase(inner.Audit, this);
    }

    /// <inheritdoc />
    public IDatabase Audit { get; }

    /// <summary>Whether a change was committed since <see cref="FailAfterNextCommit"/>, so that everything fails now.</summary>
    public bool HasFailed => hasFailed;

    /// <summary>Makes every operation after the next commit fail.</summary>
    public void FailAfterNextCommit() => (failsAfterCommit, hasFailed) = (true, false);

    /// <summary>Makes all operations work again.</summary>
    public void Recover() => (failsAfterCommit, hasFailed) = (false, false);

    /// <summary>Makes the database of read records fail permanently.</summary>
    public void FailAudit() => failsAudit = true;

    /// <inheritdoc />
    public Task<TResult> ReadAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        return inner.ReadAsync(work, cancellationToken);
    }

    /// <inheritdoc />
    public Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        return inner.ReadOneAsync(work, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        var result = await inner.WriteAsync(work, cancellationToken);

        // Operations that return a number belong to the server itself, which deletes old audit records when it starts.
        if (switches == this && failsAfterCommit && result is not int)
        {
            hasFailed = true;
        }

        return result;
    }

    private void ThrowIfFailing()
    {
        if (switches.hasFailed || (switches.failsAudit && switches != this))
        {
            throw new ZenException(ErrorCode.StoreUnavailable, "The database fails, as the test wants it.");
        }
    }
}
