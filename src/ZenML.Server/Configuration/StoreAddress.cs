using System.Diagnostics.CodeAnalysis;

namespace ZenML.Server.Configuration;

/// <summary>Where the store is, as SQLAlchemy writes it: <c>sqlite:////absolute/path</c>, <c>sqlite:///relative/path</c>, <c>postgresql://…</c>, <c>mysql://…</c>.</summary>
/// <param name="Kind">The kind of database: <c>sqlite</c>, <c>postgresql</c> or <c>mysql</c>.</param>
/// <param name="Url">The whole address, which may hold a password.</param>
internal sealed record StoreAddress(string Kind, string Url)
{
    private const string Sqlite = "sqlite:///";

    /// <summary>The file of a SQLite store.</summary>
    public string File => System.IO.Path.GetFullPath(Url[Sqlite.Length..]);

    /// <summary>The address of a SQLite store in a file.</summary>
    public static StoreAddress OfFile(string path) => new("sqlite", Sqlite + System.IO.Path.GetFullPath(path));

    /// <summary>Reads an address.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out StoreAddress? address)
    {
        var kind = text[..Math.Max(0, text.IndexOf("://", StringComparison.Ordinal))];
        address = kind switch
        {
            "sqlite" when text.Length > Sqlite.Length && text.StartsWith(Sqlite, StringComparison.Ordinal) => new(kind, text),
            "postgresql" or "mysql" when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 => new(kind, text),
            _ => null,
        };
        return address is not null;
    }

    /// <summary>The kind alone; the address may hold a password.</summary>
    public override string ToString() => Kind;
}
