using Microsoft.Data.Sqlite;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Core.Time;
using ZenML.Platform.Files;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Migrations;

namespace ZenML.Stores.Sqlite.Backup;

/// <summary>Makes a consistent copy of a store while others write to it.</summary>
internal sealed class SqliteSnapshot(StoreFiles files, SqliteConnections connections, ValueSealer sealer, bool hasOwnKey)
{
    private const string Counting =
        $"""
        SELECT '{StoreCounts.Secrets}', COUNT(*) FROM secrets WHERE deleted IS NULL
        UNION ALL SELECT '{StoreCounts.DeletedSecrets}', COUNT(*) FROM secrets WHERE deleted IS NOT NULL
        UNION ALL SELECT '{StoreCounts.SecretVersions}', COUNT(*) FROM secret_values
        UNION ALL SELECT '{StoreCounts.Components}', COUNT(*) FROM components
        UNION ALL SELECT '{StoreCounts.Stacks}', COUNT(*) FROM stacks
        UNION ALL SELECT '{StoreCounts.Workspaces}', COUNT(*) FROM workspaces
        UNION ALL SELECT '{StoreCounts.Accounts}', COUNT(*) FROM users
        UNION ALL SELECT '{StoreCounts.PipelineRuns}', COUNT(*) FROM pipeline_runs
        UNION ALL SELECT '{StoreCounts.AuditRecords}', COUNT(*) FROM audit_events
        """;

    /// <summary>Makes the copy.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Cancels it between its parts.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.WrongEncryptionKey"/>: the key at hand is not the store's, so a copy would be of no use.
    /// <see cref="ErrorCode.StoreUnavailable"/>: there is no space, or another backup is running.
    /// </exception>
    public async Task<StoreSnapshot> TakeAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var folder = WorkFolder.Create(files);
        try
        {
            await EnsureKeyAsync(cancellationToken);
            var parts = new List<StorePart>();
            var created = clock.GetMicrosecondUtcNow();
            Copy(connections, StorePartKind.Database, folder, parts);
            cancellationToken.ThrowIfCancellationRequested();
            if (File.Exists(files.ReadRecords))
            {
                using var records = new SqliteConnections(files.ReadRecords);
                Copy(records, StorePartKind.ReadRecords, folder, parts);
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!hasOwnKey)
            {
                // After the database: a new key is added to the ring before the database knows it.
                var ring = folder.File(StorePartKind.KeyRing.Word());
                PrivateFiles.WriteNew(ring, StoreFiles.NewTemporary(ring), PrivateFiles.Read(files.KeyRing));
                parts.Add(new StorePart(StorePartKind.KeyRing, ring));
            }

            return new StoreSnapshot(folder.Dispose)
            {
                Folder = folder.Path, Parts = parts, Schema = Migration.Newest, HasOwnKey = hasOwnKey, Created = created,
                Counts = Count(parts[0].Path),
            };
        }
        catch (Exception exception)
        {
            folder.Dispose();
            throw exception switch
            {
                SqliteException failure => SqliteErrors.Translate(failure, files.Database),
                IOException or UnauthorizedAccessException => new ZenException(ErrorCode.StoreUnavailable,
                    $"The store in '{files.Folder}' cannot be copied: {Sentence.End(exception.Message)} Nothing was changed.", exception),
                _ => exception,
            };
        }
    }

    private async Task EnsureKeyAsync(CancellationToken cancellationToken)
    {
        var session = connections.Rent();
        try
        {
            await sealer.EnsureUsableAsync(session.Statements, cancellationToken);
        }
        finally
        {
            connections.Return(session);
        }
    }

    /// <remarks>The statement reads in one transaction, which keeps no writer waiting, and leaves out what was deleted.</remarks>
    private static void Copy(SqliteConnections source, StorePartKind kind, WorkFolder folder, List<StorePart> parts)
    {
        var target = folder.File(kind.Word());
        PrivateFiles.Open(target, FileMode.CreateNew, FileShare.None).Dispose();
        var session = source.Rent();
        try
        {
            using var command = session.Connection.CreateCommand();
            command.CommandText = "VACUUM INTO @target";
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("@target", target);
            command.ExecuteNonQuery();
        }
        finally
        {
            source.Return(session);
        }

        parts.Add(new StorePart(kind, target));
    }

    private static Dictionary<string, long> Count(string copy)
    {
        using var opened = new SqliteConnections(copy);
        using var session = opened.Rent();
        using var command = session.Connection.CreateCommand();
        command.CommandText = Counting;
        using var reader = command.ExecuteReader();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            counts.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return counts;
    }
}
