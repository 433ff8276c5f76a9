using ZenML.Core.Errors;
using ZenML.Server.Configuration;
using ZenML.Stores.Servers;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Configuration;

public sealed class ServerOptionsTests
{
    [Fact]
    public void A_server_without_settings_listens_only_on_this_machine()
    {
        var options = ServerOptions.Read(new Dictionary<string, string>());

        Assert.Equal(new Uri("http://127.0.0.1:8237"), Assert.Single(options.Addresses));
        Assert.Equal(StoreKind.Sqlite, options.Store.Kind);
        Assert.Equal(TimeSpan.FromDays(1), options.TokenLifetime);
        Assert.Equal(90, options.AuditRetentionDays);
    }

    [Fact]
    public void All_setting_errors_are_reported_together_by_name_and_without_values()
    {
        var settings = new Dictionary<string, string>
        {
            [SettingNames.StoreUrl] = "oracle://secret-1",
            [SettingNames.EncryptionKey] = "secret-2",
            [SettingNames.JwtSecretKey] = "secret-3",
            [SettingNames.TokenLifetime] = "0",
            [SettingNames.Urls] = "ftp://127.0.0.1",
            [SettingNames.DefaultUserName] = " ",
            [SettingNames.DefaultUserPassword] = new string('p', 256),
            [SettingNames.CertificateFile] = "/nothing/there.pem",
            [SettingNames.MaximumRequestBytes] = "-1",
            [SettingNames.AuditRetention] = "a",
            [SettingNames.SecretRetention] = "0",
            [SettingNames.LogFormat] = "xml",
            [SettingNames.TrustedProxies] = "proxy.example",
            [SettingNames.TelemetryEndpoint] = "collector:4317",
        };

        var message = Refused(settings);

        Assert.All(settings.Keys, name => Assert.Contains(name, message, StringComparison.Ordinal));
        Assert.Equal(settings.Count, message.Split(Environment.NewLine).Length);
        Assert.DoesNotContain("secret-", message, StringComparison.Ordinal);
        Assert.DoesNotContain("ppp", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_invalid_address_is_quoted_unless_it_may_contain_a_password()
    {
        var message = Refused(new()
        {
            [SettingNames.Urls] =
                "http://127.0.0.1:1;ftp://127.0.0.1;http://server.example:80;http://127.0.0.1:99999;http://me:secret-1@127.0.0.1",
        });

        Assert.DoesNotContain("address 1", message, StringComparison.Ordinal);
        Assert.Contains(
            $"{SettingNames.Urls} (--urls): address 2 ('ftp://127.0.0.1') is not an address to listen on. One looks like http://",
            message,
            StringComparison.Ordinal);
        Assert.Contains("address 3 ('http://server.example:80')", message, StringComparison.Ordinal);
        Assert.Contains("address 4 ('http://127.0.0.1:99999')", message, StringComparison.Ordinal);
        Assert.Contains("address 5 ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_in_a_folder_that_does_not_exist_is_rejected()
    {
        using var folder = new TemporaryFolder();

        var message = Refused(new() { [SettingNames.StoreUrl] = $"sqlite:///{folder.File("mistyped/zenml.db")}" });

        Assert.Contains($"'{folder.File("mistyped")}'", message, StringComparison.Ordinal);
        Assert.NotNull(
            ServerOptions.Read(new Dictionary<string, string> { [SettingNames.StoreUrl] = $"sqlite:///{folder.File("zenml.db")}" }).Store);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8237", true)]
    [InlineData("http://127.0.0.1:8237;http://10.0.0.1:80", true)]
    [InlineData("http://[::]:8237", true)]
    [InlineData("http://127.0.0.2:8237", false)]
    [InlineData("http://[::1]:8237", false)]
    [InlineData("http://localhost:8237", false)]
    public void A_new_store_at_an_address_that_others_can_reach_needs_a_password(string urls, bool isPublic)
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>
        {
            [SettingNames.Urls] = urls, [SettingNames.StoreUrl] = $"sqlite:///{folder.File("zenml.db")}",
        };
        if (isPublic)
        {
            Assert.Contains(SettingNames.DefaultUserPassword, Refused(settings), StringComparison.Ordinal);
            settings[SettingNames.DefaultUserPassword] = "default-pw";
        }

        Assert.NotEmpty(ServerOptions.Read(settings).Addresses);
    }

    [Fact]
    public void TLS_needs_a_certificate() =>
        Assert.Contains(
            SettingNames.CertificateFile,
            Refused(new() { [SettingNames.Urls] = "https://127.0.0.1:8443" }),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("sqlite:////tmp/a.db", "/tmp/a.db")]
    [InlineData("sqlite:///./a.db", "a.db")]
    public void Three_slashes_begin_a_relative_path_and_four_an_absolute_one(string url, string path) =>
        Assert.Equal(
            Path.GetFullPath(path),
            ServerOptions.Read(new Dictionary<string, string> { [SettingNames.StoreUrl] = url }).Store.File);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n")]
    public void A_trailing_line_break_in_a_setting_is_ignored(string end)
    {
        var settings = new Dictionary<string, string>
        {
            [SettingNames.DefaultUserName] = "ada", [SettingNames.DefaultUserPassword] = "the password",
            [SettingNames.JwtSecretKey] = new string('k', 40), [SettingNames.StoreUrl] = "postgresql://u:p@db/zenml",
            [SettingNames.TokenLifetime] = "5", [SettingNames.LogFormat] = "text",
        };
        var expected = ServerOptions.Read(settings);
        var options = ServerOptions.Read(settings.ToDictionary(setting => setting.Key, setting => setting.Value + end));

        Assert.Equal("ada", options.DefaultUserName);
        Assert.Equal("the password", options.DefaultUserPassword.Reveal());
        Assert.Equal(expected.JwtSecretKey, options.JwtSecretKey);
        Assert.Equal(expected.Store.ToString(), options.Store.ToString());
        Assert.Equal((expected.TokenLifetime, expected.LogsJson), (options.TokenLifetime, options.LogsJson));
    }

    private static string Refused(Dictionary<string, string> settings) =>
        Assert.Throws<ZenException>(() => ServerOptions.Read(settings)).Message;
}
