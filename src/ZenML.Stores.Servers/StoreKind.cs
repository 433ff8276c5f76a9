namespace ZenML.Stores.Servers;

/// <summary>The databases that a store can lie in.</summary>
public enum StoreKind
{
    /// <summary>A file.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    PostgreSql,

    /// <summary>A MySQL or MariaDB server.</summary>
    MySql,
}
