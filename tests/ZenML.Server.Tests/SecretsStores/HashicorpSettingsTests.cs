using ZenML.Core.Errors;
using ZenML.Server.Configuration;

namespace ZenML.Server.Tests.SecretsStores;

public sealed class HashicorpSettingsTests
{
    private const string Prefix = "ZENML_SECRETS_STORE_";

    [Fact]
    public void Vault_with_a_token_needs_an_address_and_the_token() => Assert.Equal(
        ["ZENML_SECRETS_STORE_VAULT_ADDR is required.", "ZENML_SECRETS_STORE_VAULT_TOKEN is required."], Mistakes());

    [Fact]
    public void Every_wrong_setting_is_named_at_once() => Assert.Equal(
        [
            "ZENML_SECRETS_STORE_VAULT_ADDR must begin with https: over http, credentials and values would be sent in the clear.",
            "ZENML_SECRETS_STORE_AUTH_CONFIG has a field that is not known. It can have role_id, secret_id, role, jwt, jwt_path, mount.",
            "ZENML_SECRETS_STORE_AUTH_CONFIG must have 'secret_id' for the method approle.",
            "ZENML_SECRETS_STORE_MOUNT_POINT must be a path of letters, digits, '-', '_' and '.', such as team/zenml.",
            "ZENML_SECRETS_STORE_PREFIX must be a path of letters, digits, '-', '_' and '.', such as team/zenml.",
            "ZENML_SECRETS_STORE_MAX_VERSIONS must be a whole number from 1 to 1000.",
        ],
        Mistakes(
            ("VAULT_ADDR", "http://vault.example.com:8200"),
            ("AUTH_METHOD", "approle"),
            ("AUTH_CONFIG", """{"role_id": "r", "secret": "value-that-is-not-shown"}"""),
            ("MOUNT_POINT", "a b"),
            ("PREFIX", "a/../b"),
            ("MAX_VERSIONS", "0")));

    [Theory]
    [InlineData("http://127.0.0.1:8200", "false")]
    [InlineData("http://localhost:8200", "false")]
    [InlineData("https://vault.example.com", "false")]
    [InlineData("http://vault.example.com", "true")]
    public void An_http_address_is_allowed_for_this_machine_or_if_a_setting_says_so(string address, string allowHttp) =>
        Assert.Empty(Mistakes(("VAULT_ADDR", address), ("VAULT_TOKEN", "t"), ("ALLOW_HTTP", allowHttp)));

    [Theory]
    [InlineData("https://user:password@vault.example.com")]
    [InlineData("https://vault.example.com?token=value")]
    [InlineData("vault.example.com")]
    public void An_address_with_credentials_or_without_a_scheme_is_refused(string address)
    {
        var mistake = Assert.Single(Mistakes(("VAULT_ADDR", address), ("VAULT_TOKEN", "t")));

        Assert.StartsWith("ZENML_SECRETS_STORE_VAULT_ADDR must be an address such as ", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("value", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"role": "r"}""", "kubernetes")]
    [InlineData("""{"role": "r", "jwt_path": "/var/run/token", "mount": "k8s"}""", "kubernetes")]
    [InlineData("""{"role": "r", "jwt": "eyJ"}""", "jwt")]
    [InlineData("""{"role": "r", "jwt_path": "/var/run/token"}""", "jwt")]
    [InlineData("""{"role_id": "r", "secret_id": "s"}""", "approle")]
    public void Each_method_of_login_takes_its_fields(string config, string method) => Assert.Empty(
        Mistakes(("VAULT_ADDR", "https://vault.example.com"), ("AUTH_METHOD", method), ("AUTH_CONFIG", config)));

    [Fact]
    public void The_number_of_versions_of_a_secrets_store_is_used_instead_of_the_one_of_the_database()
    {
        var options = ServerOptions.Read(new Dictionary<string, string>
        {
            [$"{Prefix}TYPE"] = "hashicorp",
            [$"{Prefix}VAULT_ADDR"] = "https://vault.example.com",
            [$"{Prefix}VAULT_TOKEN"] = "t",
            [$"{Prefix}MAX_VERSIONS"] = "3",
        });

        Assert.Equal(3, options.SecretVersions);
    }

    [Fact]
    public void A_program_as_a_secrets_store_needs_a_command()
    {
        Assert.Equal(
            ["ZENML_SECRETS_STORE_COMMAND is required."], Read(new Dictionary<string, string> { [$"{Prefix}TYPE"] = "custom" }));
        Assert.Equal(
            [
                "ZENML_SECRETS_STORE_COMMAND must be a path, or a JSON array of texts such as "
                    + """["/usr/bin/python3", "/etc/zenml/store.py"].""",
            ],
            Read(new Dictionary<string, string> { [$"{Prefix}TYPE"] = "custom", [$"{Prefix}COMMAND"] = "[1]" }));
    }

    private static string[] Mistakes(params (string Suffix, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => Prefix + setting.Suffix, setting => setting.Value);
        all[$"{Prefix}TYPE"] = "hashicorp";
        return Read(all);
    }

    private static string[] Read(Dictionary<string, string> settings)
    {
        try
        {
            ServerOptions.Read(settings);
            return [];
        }
        catch (ZenException exception)
        {
            return exception.Message.Split(Environment.NewLine);
        }
    }
}
