using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers.MySql;
using ZenML.Stores.Servers.PostgreSql;
using ZenML.Stores.Sql;
using ZenML.Stores.Sqlite;

namespace ZenML.Stores.Servers;

/// <summary>Opens the store that a URL names, whatever database it is in.</summary>
public static class SqlStoreFactory
{
    /// <summary>
    /// Opens a store. An empty database becomes a store, and an older one is brought up to date by one of all processes that
    /// open it at the same time.
    /// </summary>
    /// <remarks>A program that only ever uses SQLite calls <see cref="SqliteStore.OpenAsync"/> and needs no other driver.</remarks>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the encryption key is too short, the number of versions
    /// is out of range, or the URL names a certificate file without a
    /// certificate. <see cref="ErrorCode.StoreUnavailable"/>: the database cannot be reached, is not trusted, or rejects the
    /// user. <see cref="ErrorCode.StoreDamaged"/>: the database holds something else, or the store of a newer version; it is left
    /// as it is. <see cref="ErrorCode.WrongEncryptionKey"/>: a store on a server was created with another key.
    /// </exception>
    public static async Task<SqlStore> OpenAsync(SqlStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SecretLimits.CheckVersions(options.SecretVersions);
        TrustedCertificates.Check(options.Url);
        return options.Url.Kind switch
        {
            StoreKind.PostgreSql =>
                await NetworkedStore.OpenAsync(new PostgreSqlServer(options.Url), options, cancellationToken),
            StoreKind.MySql => await NetworkedStore.OpenAsync(new MySqlServer(options.Url), options, cancellationToken),
            _ => await SqliteStore.OpenAsync(
                new SqliteStoreOptions
                {
                    Folder = Path.GetDirectoryName(options.Url.File!)!,
                    FileName = Path.GetFileName(options.Url.File!),
                    EncryptionKey = options.EncryptionKey,
                    SecretVersions = options.SecretVersions,
                    Clock = options.Clock,
                    OnWarning = options.OnWarning,
                },
                cancellationToken),
        };
    }
}
