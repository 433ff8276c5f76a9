using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Users;
using ZenML.Stores.Sql.Networked;
using ZenML.Stores.Sql.Networked.MySql;
using ZenML.Stores.Sql.Networked.PostgreSql;

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

    /// <summary>Opens the store that a URL names. An empty database becomes a store, and an older one is brought up to date, by one of all
    /// that open it at once.</summary>
    /// <remarks>A program that only ever uses SQLite calls <see cref="SqliteStore.OpenAsync"/>, and trimming removes the drivers of the
    /// others from it.</remarks>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the encryption key is too short, or the URL names a file of certificates that has none.
    /// <see cref="ErrorCode.StoreUnavailable"/>: the database cannot be reached, is not trusted, or refuses the user.
    /// <see cref="ErrorCode.StoreDamaged"/>: the database holds something else, or the store of a newer version; it is left as it is.
    /// <see cref="ErrorCode.WrongEncryptionKey"/>: a store on a server was begun with another key.
    /// </exception>
    public static async Task<SqlStore> OpenAsync(SqlStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        TrustedCertificates.Check(options.Url);
        return options.Url.Kind switch
        {
            StoreKind.PostgreSql => await NetworkedStore.OpenAsync(new PostgreSqlServer(options.Url), options, cancellationToken),
            StoreKind.MySql => await NetworkedStore.OpenAsync(new MySqlServer(options.Url), options, cancellationToken),
            _ => await SqliteStore.OpenAsync(
                new SqliteStoreOptions
                {
                    Folder = Path.GetDirectoryName(options.Url.File!)!,
                    FileName = Path.GetFileName(options.Url.File!),
                    EncryptionKey = options.EncryptionKey,
                    Clock = options.Clock,
                    OnWarning = options.OnWarning,
                },
                cancellationToken),
        };
    }

    /// <inheritdoc />
    public virtual IDatabase Audit => this;

    /// <inheritdoc />
    public abstract Task<TResult> ReadAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract Task<TResult> ReadOneAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract Task<TResult> WriteAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken);

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

    private protected static Task<Caller?> FindLocalCallerAsync(SqlSession session, CancellationToken cancellationToken) => session.FindAsync(
        "SELECT u.id, u.name, u.is_admin FROM users u WHERE u.is_service_account = 0 AND u.name = @name",
        reader => new Caller(reader.GetId<User>(0), reader.GetString(1), reader.GetInt64(2) != 0), cancellationToken, ("@name", LocalUserName));
}
