namespace ZenML.Core.Backups;

/// <summary>What a copy of a store consists of.</summary>
internal enum StorePartKind
{
    /// <summary>The database, with encrypted values.</summary>
    Database,

    /// <summary>The records of reads, a database of its own. A store that no server has served has none.</summary>
    ReadRecords,

    /// <summary>The key ring, which decrypts the values. A store with a key that its owner brings has none.</summary>
    KeyRing,

    /// <summary>The active workspace and stacks of a local store.</summary>
    Settings,
}
