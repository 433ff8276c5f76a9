using ZenML.Core.Errors;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;
using ZenML.TestKit;
using ZenML.TestKit.Databases;

namespace ZenML.Stores.Tests.Servers;

/// <summary>Connections to database servers with a self signed certificate for 127.0.0.1.</summary>
public sealed class DatabaseTlsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Servers => [StoreKind.PostgreSql, StoreKind.MySql];

    [Theory, MemberData(nameof(Servers))]
    public async Task A_store_connects_over_TLS_when_its_certificate_is_configured(StoreKind kind)
    {
        var database = await DatabaseServers.CreateDatabaseAsync(kind);

        await using (var store = await OpenAsync(database.UrlOf("127.0.0.1", Named("sslrootcert", database.CertificateFile))))
        {
            Assert.Equal("default", store.LocalCaller.Name);
        }

        // Names of hosts are checked unless the URL says otherwise.
        await (await OpenAsync(database.UrlOf("localhost", $"{Named("ssl_ca", database.CertificateFile)}&sslmode=verify-ca")))
            .DisposeAsync();
        await RefusedAsync(database.UrlOf("localhost", Named("ssl_ca", database.CertificateFile)));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_untrusted_certificate_is_rejected(StoreKind kind)
    {
        var database = await DatabaseServers.CreateDatabaseAsync(kind);
        using var other = new MadeCertificate(folder.Path, "other");

        foreach (var query in new[]
        {
            Named("sslrootcert", other.File), $"{Named("sslrootcert", other.File)}&sslmode=verify-ca",
            "sslmode=verify-full", "ssl_verify_server_cert=true",
        })
        {
            await RefusedAsync(database.UrlOf("127.0.0.1", query));
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task The_error_for_a_file_without_certificates_names_the_file(StoreKind kind)
    {
        var database = await DatabaseServers.CreateDatabaseAsync(kind);
        var empty = folder.File("empty.pem");
        await File.WriteAllTextAsync(empty, "nothing", Token);

        foreach (var file in new[] { empty, folder.File("missing.pem") })
        {
            var error = await Assert.ThrowsAsync<ZenException>(() => OpenAsync(database.UrlOf("127.0.0.1", Named("sslrootcert", file))));

            Assert.Equal(ErrorCode.InvalidArgument, error.Code);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();

    private static string Named(string option, string file) => $"{option}={Uri.EscapeDataString(file)}";

    private async Task RefusedAsync(string url)
    {
        var error = await Assert.ThrowsAsync<ZenException>(() => OpenAsync(url));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Contains("sslrootcert", error.Message, StringComparison.Ordinal);
    }

    private Task<SqlStore> OpenAsync(string url) => SqlStoreFactory.OpenAsync(
        new SqlStoreOptions
        {
            Url = StoreUrl.Parse(url),
            Folder = folder.Path,
            EncryptionKey = "a key of sixteen characters",
            Clock = TimeProvider.System,
        }, Token);
}
