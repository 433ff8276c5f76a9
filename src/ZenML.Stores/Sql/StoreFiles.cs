namespace ZenML.Stores.Sql;

/// <summary>The files of an embedded store.</summary>
/// <param name="Folder">The full path of the folder that they lie in.</param>
/// <param name="FileName">The name of the database's file.</param>
internal sealed record StoreFiles(string Folder, string FileName = "zenml-dotnet.db")
{
    private const string TemporaryMark = ".new-";

    /// <summary>The database. SQLite puts its log beside it, under the same name with an ending.</summary>
    public string Database { get; } = Path.Combine(Folder, FileName);

    /// <summary>The key ring.</summary>
    public string KeyRing { get; } = Path.Combine(Folder, Path.ChangeExtension(FileName, ".keys.json"));

    /// <summary>The records of reads, a database too.</summary>
    public string ReadRecords { get; } = Path.Combine(Folder, $"{(Path.GetExtension(FileName) == ".db" ? Path.GetFileNameWithoutExtension(FileName) : FileName)}.reads.db");

    /// <summary>Whoever makes or migrates the store holds a lock on this file. It is never deleted, for a lock on a deleted file excludes nobody.</summary>
    public string Lock { get; } = Path.Combine(Folder, Path.ChangeExtension(FileName, ".lock"));

    /// <summary>A name beside a file for its next content.</summary>
    public static string NewTemporary(string file) => $"{file}{TemporaryMark}{Guid.NewGuid():N}";

    /// <summary>Removes what a process left that ended while it made the store. Only to be called under the lock.</summary>
    public void DeleteLeftovers()
    {
        foreach (var file in new[] { Database, KeyRing, ReadRecords })
        {
            foreach (var leftover in Directory.EnumerateFiles(Folder, $"{Path.GetFileName(file)}{TemporaryMark}*"))
            {
                File.Delete(leftover);
            }
        }
    }
}
