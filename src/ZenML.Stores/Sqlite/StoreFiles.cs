namespace ZenML.Stores.Sqlite;

/// <summary>The files of an embedded store.</summary>
/// <param name="Folder">The full path of their folder.</param>
/// <param name="FileName">The name of the database's file.</param>
internal sealed record StoreFiles(string Folder, string FileName = "zenml-dotnet.db")
{
    private const string TemporaryMark = ".new-";

    /// <summary>The database. SQLite puts its log beside it, under the same name with an ending.</summary>
    public string Database { get; } = Path.Combine(Folder, FileName);

    /// <summary>The key ring.</summary>
    public string KeyRing { get; } = Beside(Folder, FileName, ".keys.json", Path.ChangeExtension(FileName, ".keys.json"));

    /// <summary>The records of reads, a database too.</summary>
    public string ReadRecords { get; } = Path.GetExtension(FileName) is { Length: > 0 } and not ".db"
        ? Path.Combine(Folder, $"{FileName}.reads.db")
        : Beside(Folder, FileName, ".reads.db", $"{FileName}.reads.db");

    /// <summary>Whoever makes or migrates the store holds a lock on this file. It is never deleted, for a lock on a deleted file excludes
    /// nobody.</summary>
    public string Lock { get; } = Beside(Folder, FileName, ".lock", Path.ChangeExtension(FileName, ".lock"));

    /// <summary>The log of the database, which SQLite deletes when the last connection is closed.</summary>
    public string Log => $"{Database}-wal";

    /// <summary>The folder of a restore that is decided and not finished.</summary>
    public string Restore { get; } = Beside(Folder, FileName, ".restore", Path.ChangeExtension(FileName, ".restore"));

    /// <summary>The lock of backups and restores. It is never deleted either.</summary>
    public string BackupLock { get; } = Beside(Folder, FileName, ".backup-lock", Path.ChangeExtension(FileName, ".backup-lock"));

    /// <summary>The password that a server generated for its first account. It is not in a backup.</summary>
    public string ServerPassword => Path.Combine(Folder, Path.ChangeExtension(FileName, ".server.password"));

    /// <summary>Every file of the store but the lock: the database, the read records, their logs, the key ring.</summary>
    public IEnumerable<string> Content =>
    [
        .. new[] { Database, ReadRecords }.SelectMany(file => new[] { $"{file}-wal", $"{file}-shm", $"{file}-journal" }),
        ReadRecords, KeyRing, Database,
    ];

    /// <summary>A name beside a file for its next content.</summary>
    public static string NewTemporary(string file) => $"{file}{TemporaryMark}{Guid.NewGuid():N}";

    /// <summary>Whether a process began to make the store and did not finish. Only to be called under the lock.</summary>
    public bool HasUnfinished() => LeftoversOf(Database).Any();

    /// <summary>Removes what a process left that ended while it made the store. Only to be called under the lock.</summary>
    /// <param name="but">A file to keep.</param>
    public void DeleteLeftovers(string but)
    {
        foreach (var leftover in new[] { Database, KeyRing, ReadRecords }.SelectMany(LeftoversOf).Where(leftover => leftover != but))
        {
            File.Delete(leftover);
        }
    }

    private IEnumerable<string> LeftoversOf(string file) => Directory.EnumerateFiles(Folder, $"{Path.GetFileName(file)}{TemporaryMark}*");

    /// <remarks>
    /// <c>x.db</c> has <c>x.keys.json</c>. A database with another name has its own files too: they begin with its whole name and a
    /// dash, so that no two
    /// databases of a folder share a key ring. A store that an earlier version made keeps the file that it has.
    /// </remarks>
    private static string Beside(string folder, string fileName, string ending, string former)
    {
        if (Path.GetExtension(fileName) == ".db")
        {
            return Path.Combine(folder, Path.ChangeExtension(fileName, ending));
        }

        var (own, earlier) = (Path.Combine(folder, $"{fileName}-{ending[1..]}"), Path.Combine(folder, former));
        return File.Exists(Path.Combine(folder, fileName)) && File.Exists(earlier) && !File.Exists(own) ? earlier : own;
    }
}
