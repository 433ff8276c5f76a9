namespace ZenML.Stores.Servers;

/// <summary>The kinds of database that can hold a store.</summary>
public enum StoreKind
{
    /// <summary>A file.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    PostgreSql,

    /// <summary>A MySQL or MariaDB server.</summary>
    MySql,
}
