using Microsoft.Data.Sqlite;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Core.Time;
using ZenML.Platform.Files;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Seed;
using ZenML.Stores.Sql.Sessions;
using ZenML.Stores.Sqlite.Backup;

namespace ZenML.Stores.Sqlite;

/// <summary>
/// Makes a store that is not there yet. The whole database is built under another name and then renamed, so that nobody ever sees half of
/// one,
/// whenever a process is killed. A lock lets one of many processes do it.
/// </summary>
internal sealed class SqliteFirstUse(StoreFiles files, KeySource keys, TimeProvider clock)
{
    /// <summary>Makes the store, unless someone else does it meanwhile.</summary>
    /// <returns>Whether it was made here.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            PrivateFiles.CreateFolder(files.Folder);
            keys.EnsureNobodyElseOwnsFolder();
            using var held = await StoreLock.TakeAsync(files.Lock, () => File.Exists(files.Database), clock, cancellationToken);
            if (held is not null)
            {
                PendingRestore.FinishLocked(files);
            }

            if (held is null || File.Exists(files.Database))
            {
                return false;
            }

            EnsureNoOrphanedLog();
            EnsureNotLost(held);
            await BuildAsync(cancellationToken);
            StoreLock.Mark(held);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, FolderAccess.Describe(files.Folder) is { } problem
                ? MessageText.Of($"The store cannot be created. {problem:raw}")
                : MessageText.Of($"The store cannot be created in '{files.Folder}': {Sentence.End(exception.Message)} Check the path, "
                    + $"its permissions and the free disk space."), exception);
        }
    }

    /// <remarks>SQLite would play the log of a lost database into the new one.</remarks>
    private void EnsureNoOrphanedLog()
    {
        foreach (var log in new[] { $"{files.Database}-wal", $"{files.Database}-journal" })
        {
            if (File.Exists(log))
            {
                throw new ZenException(ErrorCode.StoreDamaged,
                    $"The database '{files.Database}' is missing, but its log '{log}' exists. Restore the database, "
                    + $"or move the log away to start with an empty store.");
            }
        }
    }

    /// <remarks>
    /// The key ring is written before the database gets its name. What is left of a first use that was cut off is a key ring and an
    /// unfinished database.
    /// </remarks>
    private void EnsureNotLost(FileStream held)
    {
        var hasRing = File.Exists(files.KeyRing);
        if (StoreLock.HasMark(held) || (hasRing && !files.HasUnfinished()))
        {
            var left = hasRing ? $"'{files.KeyRing}' and '{files.Lock}'" : $"'{files.Lock}'";
            throw new ZenException(ErrorCode.StoreDamaged,
                $"The database '{files.Database}' is missing, but a store was created here. Restore it from a backup. "
                + $"To start with an empty store, move {left:raw} away.");
        }
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        var temporary = StoreFiles.NewTemporary(files.Database);
        try
        {
            PrivateFiles.Open(temporary, FileMode.CreateNew, FileShare.None).Dispose();
            files.DeleteLeftovers(but: temporary);
            using (var connections = new SqliteConnections(temporary))
            using (var session = connections.Rent())
            {
                await FillAsync(session.Connection, cancellationToken);
            }

            PrivateFiles.Publish(temporary, files.Database);
        }
        catch (Exception exception)
        {
            LeaveEmpty(temporary);
            if (exception is SqliteException failure)
            {
                throw SqliteErrors.Translate(failure, files.Database);
            }

            throw;
        }
    }

    /// <remarks>The empty file says that the key ring belongs to no store yet.</remarks>
    private static void LeaveEmpty(string temporary)
    {
        try
        {
            using var file = new FileStream(temporary, FileMode.Truncate);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error that led here says more.
        }
    }

    private async Task FillAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        // Nobody else sees this file, and it is flushed as a whole before it gets its name.
        connection.Execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
        SqliteSchema.Mark(connection);
        var now = clock.GetMicrosecondUtcNow();
        await SqliteSchema.MigrateAsync(connection, Migration.ReadEmbedded(), now, cancellationToken);
        connection.Execute("BEGIN IMMEDIATE");
        using var sealer = new ValueSealer(keys);
        await StoreSeed.AddAsync(new SqlSession(connection, SqliteDialect.Instance), sealer, now, cancellationToken);
        connection.Execute("COMMIT; PRAGMA journal_mode = WAL");
    }
}
