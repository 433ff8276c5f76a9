using System.Globalization;
using Microsoft.Data.Sqlite;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Text;
using ZenML.Platform.Files;
using ZenML.Stores.Encryption;

namespace ZenML.Stores.Sqlite.Backup;

/// <summary>
/// Puts a copy of a store in place: write its parts to <see cref="PathOf"/>, then <see cref="CheckAsync"/>, then
/// <see cref="CommitAsync"/>. Until then nothing is changed, and whenever the process is killed, the old store or the new one is there.
/// </summary>
internal sealed class SqliteRestoration : IDisposable
{
    private readonly SqliteStoreOptions options;

    private readonly StoreFiles files;

    private readonly WorkFolder folder;

    private readonly bool replaces;

    private bool isChecked;

    private SqliteRestoration(SqliteStoreOptions options, StoreFiles files, WorkFolder folder, bool replaces) =>
        (this.options, this.files, this.folder, this.replaces) = (options, files, folder, replaces);

    /// <summary>Makes a folder for the parts, after checking that the store can be restored here.</summary>
    /// <param name="options">Where the store is to be, and its key if its owner brings it.</param>
    /// <param name="replaces">Whether a store that is there is moved aside.</param>
    /// <param name="cancellationToken">Cancels the wait for other processes.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: there is a store. <see cref="ErrorCode.StoreUnavailable"/>: another program has it open, or
    /// the folder cannot be written.
    /// </exception>
    public static async Task<SqliteRestoration> BeginAsync(
        SqliteStoreOptions options, bool replaces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var files = new StoreFiles(Path.GetFullPath(options.Folder), options.FileName);
        try
        {
            PrivateFiles.CreateFolder(files.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"The folder '{files.Folder}' cannot be created: {Sentence.End(exception.Message)} Check the path and its permissions.",
                exception);
        }

        new KeySource(files, givenKey: null).EnsureNobodyElseOwnsFolder();
        PendingRestore.EnsureOwnFolder(files);
        await PendingRestore.FinishAsync(files, options.Clock, cancellationToken);
        EnsureMayReplace(files, replaces);
        ExclusiveDatabase.Lock(files).Dispose();
        return new SqliteRestoration(options, files, WorkFolder.Create(files), replaces);
    }

    /// <summary>The file for a part.</summary>
    public string PathOf(StorePartKind kind) => folder.File(kind switch
    {
        StorePartKind.Database => Path.GetFileName(files.Database),
        StorePartKind.ReadRecords => Path.GetFileName(files.ReadRecords),
        StorePartKind.KeyRing => Path.GetFileName(files.KeyRing),
        _ => kind.Word(),
    });

    /// <summary>
    /// Opens the copy where it is, which brings an older one up to date, and checks all of it as <see cref="Sql.SqlStore.CheckAsync"/>
    /// does.
    /// </summary>
    /// <exception cref="ZenException">It is no store, one of a newer version, or its key is another one.</exception>
    public async Task<StoreReport> CheckAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(StorePartKind.Database)))
        {
            throw SqliteErrors.Damaged(PathOf(StorePartKind.Database));
        }

        StoreReport report;
        await using (var store = await SqliteStore.OpenAsync(options with { Folder = folder.Path, OnWarning = null }, cancellationToken))
        {
            report = await store.CheckAsync(cancellationToken);
        }

        try
        {
            KeepLog(PathOf(StorePartKind.Database));
            if (File.Exists(PathOf(StorePartKind.ReadRecords)))
            {
                KeepLog(PathOf(StorePartKind.ReadRecords), (connection, file) =>
                {
                    SqliteReadRecords.UpgradeIfNeeded(connection);
                    SqliteReadRecords.Check(connection, file);
                });
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, files.Database);
        }

        File.Delete(Path.Combine(folder.Path, Path.GetFileName(files.Lock)));
        isChecked = true;
        return report;
    }

    /// <summary>Replaces the store.</summary>
    /// <returns>The folder with the old store; null if there was none.</returns>
    /// <exception cref="ZenException">As in <see cref="BeginAsync"/>; nothing was changed.</exception>
    public async Task<string?> CommitAsync(CancellationToken cancellationToken)
    {
        if (!isChecked)
        {
            throw new InvalidOperationException("The copy was not checked.");
        }

        var (aside, isDecided) = ((string?)null, false);
        try
        {
            using var held = await StoreLock.TakeAsync(files.Lock, () => false, options.Clock, cancellationToken);
            EnsureMayReplace(files, replaces);
            EnsureCanBeMoved();
            using var exclusive = ExclusiveDatabase.Lock(files);
            aside = files.Content.Any(File.Exists) ? MakeAside() : null;
            Write(PendingRestore.Plan, aside is null ? "" : Path.GetFileName(aside));
            Write(PendingRestore.OldInPlace, "");
            foreach (var kind in Enum.GetValues<StorePartKind>().Where(kind => kind != StorePartKind.Settings))
            {
                Flush(PathOf(kind));
            }

            PrivateFiles.Delete(PathOf(StorePartKind.Settings));
            PrivateFiles.FlushFolder(folder.Path);

            Directory.Move(folder.Path, files.Restore);
            isDecided = true;
            PrivateFiles.FlushFolder(files.Folder);
            PendingRestore.Finish(files, exclusive);
            Mark(held!);
            return aside;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"The store in '{files.Folder}' cannot be replaced: {Sentence.End(exception.Message)} Nothing was changed.", exception);
        }
        finally
        {
            if (aside is not null && !isDecided)
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    /// <summary>Deletes what was not put in place.</summary>
    public void Dispose() => folder.Dispose();

    private static void EnsureMayReplace(StoreFiles files, bool replaces)
    {
        if (!replaces && files.Content.LastOrDefault(File.Exists) is { } found)
        {
            throw new ZenException(ErrorCode.AlreadyExists,
                $"There is a store in '{files.Folder}' already ('{Path.GetFileName(found)}'). Nothing was changed. To move it aside and "
                + $"restore the backup in its place, use --force. To restore elsewhere, set ZENML_CONFIG_PATH to another folder.");
        }
    }

    /// <remarks>A file that is a mount of its own, as in containers, cannot be renamed. That must be known before it is decided.</remarks>
    private void EnsureCanBeMoved()
    {
        const string mounts = "/proc/self/mountinfo";
        const int place = 4;
        if (!OperatingSystem.IsLinux() || !File.Exists(mounts))
        {
            return;
        }

        var mounted = File.ReadLines(mounts).Select(line => line.Split(' ')).Where(fields => fields.Length > place)
            .Select(fields => fields[place]).ToHashSet(StringComparer.Ordinal);
        if (files.Content.FirstOrDefault(mounted.Contains) is { } fixedFile)
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"'{fixedFile}' is a mount of its own and cannot be moved aside. Nothing was changed. Restore to another folder, and mount "
                + $"the files from there.");
        }
    }

    private static void KeepLog(string database, Action<SqliteConnection, string>? check = null)
    {
        using var connections = new SqliteConnections(database);
        using var session = connections.Rent();
        check?.Invoke(session.Connection, database);
        session.Connection.Execute("PRAGMA journal_mode = WAL");
    }

    /// <remarks>The marked lock says that it is a whole store, so that it can be opened where it is.</remarks>
    private string MakeAside()
    {
        var name = Path.Combine(files.Folder, PendingRestore.AsideName(files, options.Clock.GetUtcNow()));
        var aside = name;
        for (var number = 2; Path.Exists(aside); number++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        PrivateFiles.CreateFolder(aside);
        using var mark = PrivateFiles.Open(
            Path.Combine(aside, Path.GetFileName(files.Lock)), FileMode.CreateNew, FileShare.None);
        StoreLock.Mark(mark);
        return aside;
    }

    private void Write(string name, string text)
    {
        using (var file = PrivateFiles.Open(folder.File(name), FileMode.CreateNew, FileShare.None))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        Flush(folder.File(name));
    }

    private static void Flush(string file)
    {
        if (File.Exists(file))
        {
            using var stream = PrivateFiles.Open(file, FileMode.Open, FileShare.Read);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <remarks>The mark only helps to notice a loss. A full disk must not make a failure of what is done.</remarks>
    private static void Mark(FileStream held)
    {
        try
        {
            StoreLock.Mark(held);
            held.Flush();
        }
        catch (IOException)
        {
            // The next upgrade makes it.
        }
    }
}
