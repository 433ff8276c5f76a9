using System.Globalization;

namespace ZenML.Bench.Report;

/// <summary>A store that was measured.</summary>
/// <param name="Database">The database, as servers are named after it.</param>
/// <param name="Secrets">How many secrets it was filled with.</param>
internal sealed record Store(string Database, int Secrets)
{
    /// <summary>The name of its server.</summary>
    public string Server => string.Create(CultureInfo.InvariantCulture, $"{Database}-{Secrets}");

    /// <summary>The number of secrets, for people.</summary>
    public string SecretsText => Secrets.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The database's name, for people.</summary>
    public string DatabaseText => Database == "sqlite" ? "SQLite" : "PostgreSQL";

    /// <summary>The store of a server; null for a server that is named otherwise.</summary>
    public static Store? Find(string server) =>
        server.Split('-') is [var database, var size]
            && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var secrets)
            ? new Store(database, secrets)
            : null;
}
