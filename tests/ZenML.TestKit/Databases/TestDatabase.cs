using System.Data.Common;
using ZenML.Stores.Servers;

namespace ZenML.TestKit.Databases;

/// <summary>A database of a test's own on a server.</summary>
/// <param name="UrlOf">Its URL with the password, for a name of the host and a query.</param>
/// <param name="CertificateFile">The certificate that the server shows to those who want TLS. It vouches for itself, and is for 127.0.0.1
/// alone.</param>
/// <param name="ConnectAsync">Connects to it past the store, as someone with a client for SQL would.</param>
public sealed record TestDatabase(Func<string, string, string> UrlOf, string CertificateFile, Func<Task<DbConnection>> ConnectAsync)
{
    /// <summary>Where it is, for a setting.</summary>
    public string UrlText => UrlOf("127.0.0.1", "sslmode=disable");

    /// <summary>Where it is.</summary>
    public StoreUrl Url { get; init; } = StoreUrl.Parse(UrlOf("127.0.0.1", "sslmode=disable"));

    /// <summary>
    /// Creates the store in the database without a time limit, so that a test can open it next with short statement
    /// timeouts.
    /// </summary>
    /// <param name="encryptionKey">The key of the store.</param>
    public async Task MakeStoreAsync(string encryptionKey)
    {
        using var folder = new TemporaryFolder();
        var url = Url with { CommandTimeout = Patience.Time, ConnectTimeout = Patience.Time };
        await using var store = await SqlStoreFactory.OpenAsync(
            new SqlStoreOptions { Url = url, Folder = folder.Path, EncryptionKey = encryptionKey });
    }
}
