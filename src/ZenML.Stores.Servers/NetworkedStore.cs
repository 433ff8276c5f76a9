using System.Data;
using System.Data.Common;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql;
using ZenML.Stores.Sql.Repositories;
using ZenML.Stores.Sql.Sessions;
using ZenML.Stores.Sql.Writing;
using ZenML.Stores.Sqlite;

namespace ZenML.Stores.Servers;

/// <summary>A store in a database on a server, which any number of replicas can use at once.</summary>
internal sealed class NetworkedStore : SqlStore
{
    // Names the key ring, which is all that is in the folder.
    private const string FileName = "zenml-server.db";

    private const int MostAttempts = 3;

    private readonly DatabaseServer server;

    private readonly ValueSealer sealer;

    private readonly AuditSigner signer;

    private readonly int secretVersions;

    private readonly SharedWrites writes;

    private NetworkedStore(DatabaseServer server, ValueSealer sealer, int secretVersions, Caller localCaller)
        : base(localCaller)
    {
        this.secretVersions = secretVersions;
        this.server = server;
        this.sealer = sealer;
        signer = new AuditSigner(sealer);
        writes = new SharedWrites(new NetworkedTransactions(server, NewUnit));
    }

    /// <summary>Opens the store, which makes it or brings it up to date first.</summary>
    /// <param name="server">The database; it goes with the store.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<SqlStore> OpenAsync(DatabaseServer server, SqlStoreOptions options, CancellationToken cancellationToken)
    {
        if (options.EncryptionKey is { } text)
        {
            ProvidedKey.Check(text);
        }

        var keys = new KeySource(new StoreFiles(Path.GetFullPath(options.Folder), FileName), options.EncryptionKey);
        var sealer = new ValueSealer(keys);
        try
        {
            await using var connection = await server.ConnectAsync(cancellationToken);
            var isNew = await new NetworkedSchema(server, keys, options.Clock).EnsureAsync(connection, cancellationToken);

            // A server that could read no value should not begin to serve.
            var session = new SqlSession(connection, server.Dialect);
            await sealer.EnsureUsableAsync(session, cancellationToken);
            var localCaller = await FindLocalCallerAsync(session, cancellationToken) ?? throw NetworkedErrors.NotAStore(server);
            return new NetworkedStore(server, sealer, options.SecretVersions, localCaller) { IsNew = isNew };
        }
        catch (Exception exception)
        {
            sealer.Dispose();
            await server.DisposeAsync();
            if (DatabaseServer.IsOfDriver(exception))
            {
                throw NetworkedErrors.Translate(exception, server);
            }

            throw;
        }
    }

    /// <inheritdoc />
    public override Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ReadAsync(work, InTransactionAsync, cancellationToken);
    }

    /// <inheritdoc />
    public override Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ReadAsync(work, (connection, once, token) => once(NewUnit(connection), token), cancellationToken);
    }

    private async Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work,
        Func<DbConnection, Func<IUnitOfWork, CancellationToken, Task<TResult>>, CancellationToken, Task<TResult>> run,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadOnceAsync(work, run, cancellationToken);
            }
            catch (Exception exception) when (DatabaseServer.IsOfDriver(exception))
            {
                if (attempt == MostAttempts || server.Classify(exception) is not (Failure.Unreachable or Failure.Contended))
                {
                    throw NetworkedErrors.Translate(exception, server);
                }
            }
        }
    }

    private async Task<TResult> ReadOnceAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work,
        Func<DbConnection, Func<IUnitOfWork, CancellationToken, Task<TResult>>, CancellationToken, Task<TResult>> run,
        CancellationToken cancellationToken)
    {
        var connection = await server.ConnectAsync(cancellationToken);
        try
        {
            return await run(connection, work, cancellationToken);
        }
        catch (InvalidOperationException exception) when (connection.State != ConnectionState.Open)
        {
            throw new ConnectionLostException(exception);
        }
        finally
        {
            await DatabaseServer.CloseAsync(connection);
        }
    }

    /// <inheritdoc />
    public override async Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await writes.RunAsync(work, cancellationToken);
        }
        catch (Exception exception) when (DatabaseServer.IsOfDriver(exception))
        {
            throw NetworkedErrors.Translate(exception, server);
        }
    }

    /// <summary>Closes the connections and forgets the keys.</summary>
    public override async ValueTask DisposeAsync()
    {
        signer.Dispose();
        sealer.Dispose();
        await server.DisposeAsync();
    }

    private async Task<TResult> InTransactionAsync<TResult>(
        DbConnection connection, Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        await using var transaction =
            await ServerTransaction.BeginAsync(server, connection, IsolationLevel.RepeatableRead, cancellationToken);
        var result = await work(NewUnit(connection), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private SqlUnitOfWork NewUnit(DbConnection connection) => 
        new(new SqlSession(connection, server.Dialect), sealer, secretVersions, AuditTables.One, signer);
}
