using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql;

/// <summary>A store in an SQL database: SQLite, PostgreSQL, MySQL or MariaDB. Values are encrypted before they reach it.</summary>
public abstract class SqlStore : IDatabase, IAsyncDisposable
{
    /// <summary>The account that acts in process.</summary>
    public const string LocalUserName = "default";

    private const int RowsPerTagging = 500;

    private protected SqlStore(Caller localCaller) => LocalCaller = localCaller;

    /// <summary>The local user, as the caller that services in this process act for.</summary>
    public Caller LocalCaller { get; }

    /// <summary>Whether opening it made it: nothing was there before.</summary>
    public bool IsNew { get; private protected init; }

    /// <inheritdoc />
    public virtual IDatabase Audit => this;

    /// <inheritdoc />
    public abstract Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

    /// <summary>Checks the whole store, values included, and changes nothing. Reads every row, so it takes seconds for a million of
    /// them.</summary>
    public virtual Task<StoreReport> CheckAsync(CancellationToken cancellationToken) =>
        ReadAsync((unit, token) => ((SqlUnitOfWork)unit).CheckAsync(token), cancellationToken);

    /// <summary>Gives row tags to secrets that an older version wrote, some at a time, so that others can write meanwhile. Does nothing
    /// once all have one.</summary>
    public async Task TagOldSecretsAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync((unit, token) => ((SqlUnitOfWork)unit).LacksTagsAsync(token), cancellationToken))
        {
            return;
        }

        for (var last = ""; last is not null;)
        {
            var after = last;
            last = await WriteAsync(
                (unit, token) => ((SqlUnitOfWork)unit).TagSecretsAsync(after, RowsPerTagging, token), cancellationToken);
        }

        await ReadAsync((unit, _) => Task.FromResult(((SqlUnitOfWork)unit).RequireTags()), cancellationToken);
    }

    /// <summary>Closes the connections and forgets the keys.</summary>
    public abstract ValueTask DisposeAsync();

    private protected static Task<Caller?> FindLocalCallerAsync(
        SqlSession session, CancellationToken cancellationToken) => session.FindAsync(
        "SELECT u.id, u.name, u.is_admin FROM users u WHERE u.is_service_account = 0 AND u.name = @name",
        reader => new Caller(reader.GetId<User>(0), reader.GetString(1), reader.GetInt64(2) != 0) { Access = CallerAccess.Unlimited },
        cancellationToken,
        ("@name", LocalUserName));
}
