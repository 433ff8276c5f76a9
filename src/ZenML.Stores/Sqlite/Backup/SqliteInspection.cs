using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Platform.Files;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sqlite.Backup;

/// <summary>Looks at the files of a store without creating, upgrading or repairing anything.</summary>
internal sealed class SqliteInspection
{
    private readonly StoreFiles files;

    private readonly KeySource keys;

    private readonly List<string> problems = [];

    private StoreInspection found;

    private SqliteInspection(SqliteStoreOptions options)
    {
        files = new StoreFiles(Path.GetFullPath(options.Folder), options.FileName);
        keys = new KeySource(files, options.EncryptionKey);
        found = new StoreInspection { Path = files.Database, NewestSchema = Migration.Newest };
    }

    /// <summary>Whether there is a store, or one that a restore is about to put there.</summary>
    /// <param name="options">Where it is.</param>
    public static bool IsThere(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var files = new StoreFiles(Path.GetFullPath(options.Folder), options.FileName);
        return File.Exists(files.Database) || PendingRestore.Exists(files);
    }

    /// <summary>Whether the database has a log, which opening the store would write into it.</summary>
    /// <param name="options">Where it is.</param>
    public static bool HasLog(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return File.Exists(new StoreFiles(Path.GetFullPath(options.Folder), options.FileName).Log);
    }

    /// <summary>Looks at the store. The whole database is read, which takes seconds if it is large.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static Task<StoreInspection> RunAsync(SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SqliteInspection(options).RunAsync(cancellationToken);
    }

    private async Task<StoreInspection> RunAsync(CancellationToken cancellationToken)
    {
        found = found with
        {
            HasPendingRestore = PendingRestore.Exists(files),
            Exists = File.Exists(files.Database),
            Exposures = FindExposures(),
        };
        if (found.Exists)
        {
            try
            {
                await InspectAsync(cancellationToken);
            }
            catch (ZenException exception)
            {
                problems.Add(exception.Message);
            }
            catch (SqliteException exception)
            {
                problems.Add(SqliteErrors.Translate(exception, files.Database).Message);
            }
        }
        else if (!found.HasPendingRestore && new[] { files.KeyRing, files.Log }.FirstOrDefault(File.Exists) is { } left)
        {
            problems.Add(MessageText.Of(
                $"The database '{files.Database}' is missing, but '{Path.GetFileName(left)}' is there: a store was here. Restore it from a "
                + $"backup: zenml backup restore FILE --force"));
        }

        return found with { Problems = problems };
    }

    private async Task InspectAsync(CancellationToken cancellationToken)
    {
        var hasLog = File.Exists(files.Log);
        await SqliteLog.EnsureNotLostAsync(files.Database, cancellationToken);
        using var connections = Connect();
        using var session = connections.Rent();
        if (hasLog)
        {
            // What is in the log stays there.
            session.Connection.LeaveUntouched();
        }

        found = found with { Schema = session.Connection.ReadHeader().SchemaVersion };
        var isCurrent = SqliteSchema.IsCurrent(session.Connection, files.Database, Migration.Newest);
        var lines = await session.Statements.QueryAsync("PRAGMA quick_check(20)", reader => reader.GetString(0), cancellationToken);
        problems.AddRange(lines.Where(line => line != "ok").Select(line =>
            MessageText.Of($"The database is damaged: {line}. Restore it from a backup: zenml backup restore FILE --force")));
        await CheckKeyAsync(session.Statements, cancellationToken);
        if (isCurrent)
        {
            var times = await session.Statements.QueryAsync(
                "SELECT MAX(a.created) FROM audit_events a", reader => reader.GetTimeOrNull(0), cancellationToken);
            found = found with { NewestRecord = times[0] };
        }
    }

    /// <remarks>As for the store itself: where nothing can be written and there is no log, nobody can change the file.</remarks>
    private SqliteConnections Connect()
    {
        var connections = new SqliteConnections(files.Database);
        try
        {
            connections.Return(connections.Rent());
            return connections;
        }
        catch (SqliteException exception)
            when (exception.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY && !File.Exists(files.Log))
        {
            connections.Dispose();
            return new SqliteConnections(files.Database, SqliteAccess.Unchangeable);
        }
    }

    private async Task CheckKeyAsync(SqlSession session, CancellationToken cancellationToken)
    {
        using var sealer = new ValueSealer(keys);
        found = found with
        {
            KeySource = keys.Origin == KeySource.RingOrigin
                ? MessageText.Of($"the key ring '{files.KeyRing}'")
                : $"your own key, in {ProvidedKey.Variable}",
        };
        try
        {
            await sealer.EnsureUsableAsync(session, cancellationToken);
        }
        catch (ZenException exception)
        {
            found = found with { KeyProblem = exception.Message };
        }
    }

    private string[] FindExposures()
    {
        var described = new[] { files.Database, files.ReadRecords, files.KeyRing }.Select(ExposureWarnings.DescribeSecret)
            .Append(PrivateFolder.DescribeTarget(files.KeyRing));
        return [.. described.OfType<string>()];
    }
}
