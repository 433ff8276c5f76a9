using ZenML.Core.Errors;
using ZenML.Server.Configuration;
using ZenML.Server.Http.Connections;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Running;

public sealed class TlsTests
{
    [Fact]
    public async Task The_server_presents_the_configured_certificate_and_sends_HSTS()
    {
        using var folder = new TemporaryFolder();
        using var made = new MadeCertificate(folder.Path, "server");
        await using var server = await RunningServer.StartAsync(
            clock: null, (SettingNames.Urls, "https://127.0.0.1:0"), (SettingNames.CertificateFile, made.File),
            (SettingNames.CertificateKeyFile, made.KeyFile));
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == made.Thumbprint,
        };
        using var client = new HttpClient(handler) { BaseAddress = server.Client.BaseAddress };

        using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
        await Assert.ThrowsAsync<HttpRequestException>(
            () => server.Client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_private_key_of_another_certificate_is_rejected_before_startup()
    {
        using var folder = new TemporaryFolder();
        using var made = new MadeCertificate(folder.Path, "one");
        using var other = new MadeCertificate(folder.Path, "other");
        var options = ServerOptions.Read(new Dictionary<string, string>
        {
            [SettingNames.Urls] = "https://127.0.0.1:0",
            [SettingNames.CertificateFile] = made.File,
            [SettingNames.CertificateKeyFile] = other.KeyFile,
        });

        var exception = Assert.Throws<ZenException>(() => ServerCertificate.Read(options));

        Assert.Equal(ErrorCode.InvalidArgument, exception.Code);
        Assert.Contains(SettingNames.CertificateKeyFile, exception.Message, StringComparison.Ordinal);
    }
}
