using System.Globalization;
using Microsoft.Data.Sqlite;
using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Stores.Sqlite;

/// <summary>The schema of the file of the records of reads, by the two numbers in its header.</summary>
internal static class SqliteReadRecords
{
    // "ZNRD" in ASCII.
    private const long ApplicationId = 0x5A4E5244;

    private const long Version = 2;

    // The columns of the audit in the database, in their order. Records come in the order of their time, so each is written at the end of
    // one tree.
    private const string Table =
        """
        CREATE TABLE audit_events (
            id TEXT NOT NULL,
            created INTEGER NOT NULL,
            user_id TEXT,
            user_name TEXT NOT NULL,
            action TEXT NOT NULL,
            resource_type TEXT NOT NULL,
            resource_id TEXT,
            resource_name TEXT,
            address TEXT,
            outcome TEXT NOT NULL,
            bare_name TEXT,
            resource_scope TEXT,
            owner_id TEXT,
            workspace_id TEXT,
            part_of TEXT,
            part_count INTEGER,
            chain_position INTEGER,
            chain_hash BLOB,
            PRIMARY KEY (created, id)
        ) STRICT, WITHOUT ROWID
        """;

    // As in the migrations of the database.
    private const string Chain =
        """
        CREATE UNIQUE INDEX audit_events_position ON audit_events (chain_position);
        CREATE TABLE audit_checkpoints (
            chain_position INTEGER NOT NULL PRIMARY KEY,
            chain_hash BLOB NOT NULL,
            previous INTEGER NOT NULL,
            created INTEGER NOT NULL,
            is_late INTEGER NOT NULL,
            older TEXT,
            key_id TEXT NOT NULL,
            signature BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE audit_gaps (
            first_position INTEGER NOT NULL PRIMARY KEY,
            last_position INTEGER NOT NULL,
            last_hash BLOB NOT NULL,
            created INTEGER NOT NULL,
            key_id TEXT NOT NULL,
            signature BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """;

    // What the first version of the file lacks.
    private const string Upgrade =
        """
        ALTER TABLE audit_events ADD COLUMN bare_name TEXT;
        ALTER TABLE audit_events ADD COLUMN resource_scope TEXT;
        ALTER TABLE audit_events ADD COLUMN owner_id TEXT;
        ALTER TABLE audit_events ADD COLUMN workspace_id TEXT;
        ALTER TABLE audit_events ADD COLUMN part_of TEXT;
        ALTER TABLE audit_events ADD COLUMN part_count INTEGER;
        ALTER TABLE audit_events ADD COLUMN chain_position INTEGER;
        ALTER TABLE audit_events ADD COLUMN chain_hash BLOB
        """;

    /// <summary>Makes the file, unless it is there. It appears whole or not at all, and any number of processes can do it at
    /// once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="lockFile">What the one that makes it holds: without it, one could remove the logs of the file that another has just
    /// made.</param>
    public static void MakeIfNeeded(string file, string lockFile)
    {
        // Not opened when it is there: closing it would give up the locks that SQLite has on it in this process.
        if (File.Exists(file))
        {
            return;
        }

        using var held = StoreLock.Take(lockFile, () => File.Exists(file));
        if (File.Exists(file))
        {
            return;
        }

        // Logs of a file that is gone would be played into the new one.
        PrivateFiles.Delete($"{file}-wal");
        PrivateFiles.Delete($"{file}-shm");
        var temporary = StoreFiles.NewTemporary(file);
        try
        {
            PrivateFiles.Open(temporary, FileMode.CreateNew, FileShare.None).Dispose();
            using (var connections = new SqliteConnections(temporary))
            using (var session = connections.Rent())
            {
                session.Connection.Execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
                session.Connection.Execute($"{Table};{Chain}");
                session.Connection.Execute(string.Create(
                    CultureInfo.InvariantCulture,
                    $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}"));
                session.Connection.Execute("PRAGMA journal_mode = WAL");
            }

            PrivateFiles.Publish(temporary, file);
        }
        catch
        {
            PrivateFiles.Delete(temporary);
            throw;
        }
    }

    /// <summary>Brings a file of the first version up to date. Others stay as they are.</summary>
    public static void UpgradeIfNeeded(SqliteConnection connection)
    {
        if (connection.ReadHeader() != (ApplicationId, 1))
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have been faster.
            if (connection.ReadHeader() == (ApplicationId, 1))
            {
                connection.Execute($"{Upgrade};{Chain};{string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}")}");
            }

            connection.Execute("COMMIT");
        }
        catch
        {
            connection.RollBack();
            throw;
        }
    }

    /// <summary>Checks that a file is one of records.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>: it is something else, or of a newer version; it is as it
    /// was.</exception>
    public static void Check(SqliteConnection connection, string file)
    {
        if (connection.ReadHeader() != (ApplicationId, Version))
        {
            connection.LeaveUntouched();
            throw Damaged(file);
        }
    }

    /// <summary>The file is something else, or of a newer version, or not whole.</summary>
    public static ZenException Damaged(string file, Exception? cause = null) => new(ErrorCode.StoreDamaged,
        $"The file '{file}' does not contain read records of this version of zenml, or it is damaged. It was not changed. "
        + $"It does not contain secrets. Move it away to start with an empty file.",
        cause);
}
