using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Stores.Servers;

/// <summary>
/// Where a store is, as SQLAlchemy writes it: <c>sqlite:////absolute/path</c>, <c>sqlite:///relative/path</c>,
/// <c>postgresql://user:password@host:port/database?sslmode=verify-full</c>, <c>mysql://...</c>. Every part of a URL to a server may be
/// percent-encoded, and must be
/// where it has one of <c>: / ? # @ %</c>. <c>mariadb://</c> is the same as <c>mysql://</c>, and a driver's name as in
/// <c>mysql+pymysql://</c> says nothing here.
/// </summary>
public sealed record StoreUrl
{
    internal StoreUrl()
    {
    }

    /// <summary>What kind of database it is.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The full path of the file; null unless it is SQLite.</summary>
    public string? File { get; init; }

    /// <summary>The host's name or address; for PostgreSQL and MySQL also the folder or path of a socket, when it begins with <c>/</c>.
    /// Empty for SQLite.</summary>
    public string Host { get; init; } = "";

    /// <summary>The port; 0 for the database's own.</summary>
    public int Port { get; init; }

    /// <summary>The user; empty for the database's own default.</summary>
    public string User { get; init; } = "";

    /// <summary>The password; null for none.</summary>
    public SensitiveString? Password { get; init; }

    /// <summary>The database; empty for SQLite.</summary>
    public string Database { get; init; } = "";

    /// <summary>How the connection is secured.</summary>
    public StoreTls Tls { get; init; } = StoreTls.Prefer;

    /// <summary>The file of the certificates that are trusted; null for the system's.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>How many connections to a server are open at once at most.</summary>
    public int PoolSize { get; init; } = 50;

    /// <summary>How long connecting may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the database may take to answer a statement.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The URL of a SQLite store in a file.</summary>
    public static StoreUrl OfFile(string path) => new() { Kind = StoreKind.Sqlite, File = Path.GetFullPath(path) };

    /// <summary>Reads a URL.</summary>
    /// <param name="text">The text. No message repeats a part of it, except names of options.</param>
    /// <param name="mistakes">What is wrong with it, each a clause that follows the name of the setting.</param>
    /// <returns>The URL, or null if there are mistakes.</returns>
    public static StoreUrl? TryParse(string text, out IReadOnlyList<string> mistakes)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new StoreUrlParser();
        var url = parser.Parse(text);
        mistakes = parser.Mistakes;
        return mistakes.Count == 0 ? url : null;
    }

    /// <summary>Reads a URL.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, naming every mistake.</exception>
    public static StoreUrl Parse(string text) => TryParse(text, out var mistakes)
        ?? throw new ZenException(ErrorCode.InvalidArgument, $"The store URL {string.Join(" It ", mistakes)}");

    /// <summary>The URL without the password.</summary>
    public override string ToString() => Kind == StoreKind.Sqlite ? $"sqlite:///{File}" : $"{Scheme}://{Place}";

    /// <summary>What it begins with, as it was given; the driver's name is part of it.</summary>
    internal string Scheme { get; init; } = "";

    /// <summary>Host, port and database as they were given, for messages: percent-encoded, and an address of IPv6 in brackets.</summary>
    internal string Place { get; init; } = "";
}
