using ZenML.Core.Errors;
using ZenML.Server.Configuration;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;
using ZenML.Stores.Sqlite;

namespace ZenML.Server.Backups;

/// <summary>Makes encrypted copies of the server's store, one at a time: each needs as much disk space as the store.</summary>
internal sealed class StoreBackups(ServerOptions options, SqlStore store, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Makes a copy. Others read and write meanwhile.</summary>
    /// <returns>The copy. The next one can be made when it is disposed of.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: the operator chose no recipient, or another program makes backups of this database;
    /// <see cref="ErrorCode.ServerBusy"/>: a copy is being made or sent; <see cref="ErrorCode.StoreUnavailable"/>: there is no space.
    /// </exception>
    public async Task<StoreBackup> TakeAsync(CancellationToken cancellationToken)
    {
        if (store is not SqliteStore sqlite)
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The store of this server is on {DatabaseName}, whose own tool backs it up: {DatabaseTool}. Keep the key ring of the "
                + $"server too, without which nobody can read the values.");
        }

        var recipient = options.BackupRecipient ?? throw new ZenException(ErrorCode.NotAllowed,
            $"This server has no recipient for backups, so nothing was copied. Its operator can set one: run 'zenml backup create-key "
            + $"FILE' on a machine that is safe, and set {SettingNames.BackupRecipient} of the server to what it prints. Or run 'zenml "
            + $"backup' on the machine of the server, with its ZENML_CONFIG_PATH.");
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new ZenException(ErrorCode.ServerBusy, "Another backup of this server is being made. Try again when it is done.")
            {
                RetryAfter = RetryAfter,
            };
        }

        try
        {
            var snapshot = await sqlite.SnapshotAsync(clock, cancellationToken);
            return await StoreBackup.SealAsync(snapshot, recipient, () => turn.Release(), cancellationToken);
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    public void Dispose() => turn.Dispose();

    private string DatabaseName => options.Store.Kind == StoreKind.PostgreSql ? "PostgreSQL" : "MySQL or MariaDB";

    private string DatabaseTool =>
        options.Store.Kind == StoreKind.PostgreSql ? "pg_dump" : "mysqldump or mariadb-dump with --single-transaction";
}
