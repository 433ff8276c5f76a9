namespace ZenML.Stores.Sqlite;

/// <summary>What can be done with a database file.</summary>
internal enum SqliteAccess
{
    /// <summary>Reading and writing. SQLite keeps a log and an index of the log beside the file.</summary>
    ReadWrite,

    /// <summary>Reading a file that nobody can change: neither it nor anything beside it can be written.</summary>
    Unchangeable,

    /// <summary>Reading while there is no room on the disk for what SQLite keeps beside the file, until there is.</summary>
    WithoutRoom,
}
