using Microsoft.Data.Sqlite;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets;
using ZenML.Platform.Files;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Repositories;
using ZenML.Stores.Sqlite.Backup;

namespace ZenML.Stores.Sqlite;

/// <summary>
/// The embedded store: one SQLite file with encrypted values, and a key ring beside it. Any number of processes, and of tasks in each, can
/// use it at once.
/// </summary>
public sealed class SqliteStore : SqlStore, IDisposable
{
    private const int MostOpenings = 5;

    private readonly StoreFiles files;

    private readonly SqliteConnections connections;

    private readonly SqliteDatabase database;

    private readonly SqliteAudit audit;

    private readonly ValueSealer sealer;

    private readonly AuditSigner signer;

    private SqliteStore(
        StoreFiles files, SqliteConnections connections, ValueSealer sealer, SqliteStoreOptions options, Caller localCaller)
        : base(localCaller)
    {
        this.files = files;
        this.connections = connections;
        this.sealer = sealer;
        var signs = new AuditSigner(sealer) { SignsChanges = options.SignsChanges };
        signer = signs;
        var secretVersions = options.SecretVersions;
        database = new SqliteDatabase(
            connections, session => new SqlUnitOfWork(session.Statements, sealer, secretVersions, AuditTables.One, signs));
        audit = new SqliteAudit(
            files, database, connections.Access, signs, session =>
                new SqlUnitOfWork(session.Statements, sealer, secretVersions, AuditTables.OfReads, signs));
    }

    /// <summary>The full path of the database file.</summary>
    public string Path => files.Database;

    private bool HasOwnKey { get; init; }

    /// <summary>Opens the store of a folder. The first use makes it; a store of an older version is brought up to date.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreDamaged"/>: a file is there that is not a store, or the store of a newer version; it is left as it is.
    /// <see cref="ErrorCode.StoreUnavailable"/>: it cannot be read, written or created. <see cref="ErrorCode.InvalidArgument"/>: the
    /// encryption key is too short, or the number of versions is out of range.
    /// </exception>
    public static async Task<SqliteStore> OpenAsync(SqliteStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SecretLimits.CheckVersions(options.SecretVersions);
        if (options.EncryptionKey is { } text)
        {
            ProvidedKey.Check(text);
        }

        var files = new StoreFiles(System.IO.Path.GetFullPath(options.Folder), options.FileName);
        for (var opening = 1; ; opening++)
        {
            await PendingRestore.FinishAsync(files, options.Clock, cancellationToken);
            var isFound = File.Exists(files.Database);
            var before = isFound ? FileStatus.TryRead(files.Database)?.Identity : null;

            // A restore may have replaced the file between the look for it and the first access. Since then, no restore can begin.
            bool IsSame() => !PendingRestore.Exists(files) && (!isFound || before == FileStatus.TryRead(files.Database)?.Identity);
            try
            {
                var store = await OpenFilesAsync(files, options, cancellationToken);
                if (IsSame())
                {
                    return store;
                }

                store.Dispose();
            }
            catch (ZenException) when (opening < MostOpenings && !IsSame())
            {
                // The old file with the log of the new one looks damaged.
            }

            if (opening == MostOpenings)
            {
                throw new ZenException(ErrorCode.StoreUnavailable,
                    $"The store '{files.Database}' is being restored from a backup again and again. Try again.");
            }
        }
    }

    /// <summary>Makes a consistent copy of the store while others use it.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The copy; dispose of it after use.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.WrongEncryptionKey"/>: the key is not the store's. <see cref="ErrorCode.StoreUnavailable"/>: there is no
    /// space, or another backup or restore is running.
    /// </exception>
    internal Task<StoreSnapshot> SnapshotAsync(TimeProvider clock, CancellationToken cancellationToken) =>
        new SqliteSnapshot(files, connections, sealer, HasOwnKey).TakeAsync(clock, cancellationToken);

    private static async Task<SqliteStore> OpenFilesAsync(
        StoreFiles files, SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        var keys = new KeySource(files, options.EncryptionKey, options.OnWarning);
        var isNew = !File.Exists(files.Database) && await new SqliteFirstUse(files, keys, options.Clock).RunAsync(cancellationToken);
        var copy = isNew ? null : SqliteCopy.Find(files);

        try
        {
            return await OpenFilesAsync(files, keys, new SqliteConnections(files.Database), isNew, copy, options, cancellationToken);
        }
        catch (ZenException exception) when (FindOtherAccess(exception.InnerException as SqliteException, files) is { } access)
        {
            var connections = new SqliteConnections(files.Database, access);
            return await OpenFilesAsync(files, keys, connections, isNew, copy, options, cancellationToken);
        }
    }

    /// <remarks>
    /// SQLite keeps a log and an index of it beside the database, and without a place for them it cannot even read. Where nothing can
    /// be written and no log is there, nobody can change the database, and then it needs neither. The same holds on a full disk, until
    /// there is room again: then whoever changes the database writes to its log first.
    /// </remarks>
    private static SqliteAccess? FindOtherAccess(SqliteException? failure, StoreFiles files)
    {
        if (failure is not null && SqliteErrors.IsOfNoRoom(failure))
        {
            return SqliteConnections.HasLog(files.Database) ? null : SqliteAccess.WithoutRoom;
        }

        return failure is { SqliteErrorCode: SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY }
            && !File.Exists($"{files.Database}-wal") && !File.Exists($"{files.Database}-shm")
                ? SqliteAccess.Unchangeable
                : null;
    }

    private static async Task<SqliteStore> OpenFilesAsync(
        StoreFiles files,
        KeySource keys,
        SqliteConnections connections,
        bool isNew,
        SqliteCopy? copy,
        SqliteStoreOptions options,
        CancellationToken cancellationToken)
    {
        try
        {
            using var share = await StoreLock.ShareAsync(files.Lock, options.Clock, cancellationToken);
            await SqliteLog.EnsureNotLostAsync(files.Database, cancellationToken);
            var session = connections.Rent();
            var isCurrent = SqliteSchema.IsCurrent(session.Connection, files.Database, Migration.Newest);
            copy?.Note(session, options.OnWarning);
            if (!isCurrent)
            {
                session.Dispose();
                share?.Dispose();
                await SqliteSchemaUpdate.RunAsync(files, Migration.ReadEmbedded(), options.Clock, cancellationToken);
                session = connections.Rent();
            }

            try
            {
                var localCaller = await FindLocalCallerAsync(session.Statements, cancellationToken)
                    ?? throw SqliteErrors.Damaged(files.Database);
                return new SqliteStore(files, connections, new ValueSealer(keys), options, localCaller)
                {
                    IsNew = isNew, HasOwnKey = keys.Origin == KeySource.GivenOrigin,
                };
            }
            finally
            {
                connections.Return(session);
            }
        }
        catch (Exception exception)
        {
            connections.Dispose();
            if (exception is SqliteException failure)
            {
                throw SqliteErrors.Translate(failure, files.Database);
            }

            throw;
        }
    }

    /// <inheritdoc />
    public override IDatabase Audit => audit;

    /// <inheritdoc />
    public override Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        database.ReadAsync(work, cancellationToken);

    /// <inheritdoc />
    public override Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        database.ReadOneAsync(work, cancellationToken);

    /// <inheritdoc />
    public override Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(work, cancellationToken);

    /// <summary>Closes the files and forgets the keys.</summary>
    public void Dispose()
    {
        audit.Dispose();
        database.Dispose();
        signer.Dispose();
        sealer.Dispose();
    }

    /// <summary>Closes the files and forgets the keys.</summary>
    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
