using System.Text;
using ZenML.Platform.Files;
using ZenML.Server.Configuration;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Configuration;

/// <summary>Which settings are read from arguments, environment and file, and which are rejected.</summary>
public sealed class SettingsSourcesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> mistakes = [];
    private readonly List<string> warnings = [];

    [Fact]
    public void A_password_is_reset_by_an_argument_of_one_start_and_by_no_setting()
    {
        Assert.True(ProgramArguments.RequestPasswordReset(["--urls", "http://127.0.0.1:9000", "--reset-password"]));
        Assert.Empty(ProgramArguments.Read(["--reset-password"], mistakes).Settings);
        Assert.Empty(mistakes);
        ProgramArguments.Read(["--reset-password=true"], mistakes);
        Assert.False(ProgramArguments.RequestPasswordReset(["--reset-password=true"]));
        Assert.Single(mistakes);
        Assert.DoesNotContain(Setting.All, setting => setting.Name.Contains("RESET", StringComparison.Ordinal));
    }

    [Fact]
    public void Arguments_override_the_environment_and_the_environment_overrides_the_file()
    {
        Write(
            "# comment",
            $"{SettingNames.Urls}=http://127.0.0.1:1",
            $"{SettingNames.DefaultUserName}=\"of the file\"",
            $"{SettingNames.TokenLifetime}=5");

        var settings = Gather(
            ["--urls=http://127.0.0.1:3", "--config", folder.File("conf")],
            (SettingNames.Urls, "http://127.0.0.1:2"),
            (SettingNames.DefaultUserName, "of the environment"));

        Assert.Equal("http://127.0.0.1:3", settings[SettingNames.Urls]);
        Assert.Equal("of the environment", settings[SettingNames.DefaultUserName]);
        Assert.Equal("5", settings[SettingNames.TokenLifetime]);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void Every_file_line_that_sets_nothing_is_reported_without_repeating_a_possible_value()
    {
        Write(
            "ZENML_STORE_ULR=x",
            "nonsense",
            "ZENML_SERVER_URLS=http://127.0.0.1:1",
            "ZENML_SERVER_URLS=http://127.0.0.1:2",
            "ZENML_SERVER_CONFIG=other",
            "c2VjcmV0=LTE=");

        Gather(["--config", folder.File("conf")]);

        Assert.Collection(mistakes,
            first => Assert.Equal(
                $"{folder.File("conf")}, line 1: ZENML_STORE_ULR is not a setting of this server. Did you mean ZENML_STORE_URL?",
                first),
            second => Assert.Contains("line 2: the line must be NAME=value", second, StringComparison.Ordinal),
            fourth => Assert.Contains("line 4: ZENML_SERVER_URLS is already set on an earlier line", fourth, StringComparison.Ordinal),
            fifth => Assert.Contains(
                "line 5: ZENML_SERVER_CONFIG cannot be set in the settings file itself", fifth, StringComparison.Ordinal),
            sixth => Assert.Contains("line 6: the line must be NAME=value", sixth, StringComparison.Ordinal));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains("c2VjcmV0", StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_variables_with_the_prefix_of_the_settings_are_rejected_all_at_once()
    {
        Gather(
            [],
            ("ZENML_SERVER_URL", "http://127.0.0.1:1"),
            ("ZENML_SERVER_LOG_FORMATT", "text"),
            ("ZENML_SERVER_COLOUR", "blue"),
            ("ZENML_SERVER_EMPTY", ""),
            ("PATH", "/bin"));

        Assert.Equal(
        [
            "ZENML_SERVER_COLOUR is not a setting of this server. To see all settings: zenml-server --help",
            "ZENML_SERVER_LOG_FORMATT is not a setting of this server. Did you mean ZENML_SERVER_LOG_FORMAT?",
            "ZENML_SERVER_URL is not a setting of this server. Did you mean ZENML_SERVER_URLS?",
        ], mistakes);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("ZENML_SERVER_SERVICE_HOST", "10.0.0.1")]
    [InlineData("ZENML_SERVER_SERVICE_PORT", "80")]
    [InlineData("ZENML_SERVER_SERVICE_PORT_HTTP", "80")]
    [InlineData("ZENML_SERVER_PORT", "tcp://10.0.0.1:80")]
    [InlineData("ZENML_SERVER_PORT_80_TCP", "tcp://10.0.0.1:80")]
    [InlineData("ZENML_SERVER_PORT_80_TCP_PROTO", "tcp")]
    [InlineData("ZENML_SERVER_PORT_80_TCP_PORT", "80")]
    [InlineData("ZENML_SERVER_PORT_80_TCP_ADDR", "10.0.0.1")]
    [InlineData("ZENML_SERVER_POSTGRESQL_HL_PORT_5432_TCP", "tcp://10.0.0.2:5432")]
    [InlineData("ZENML_SERVER_POSTGRESQL_HL_SERVICE_HOST", "10.0.0.2")]
    public void Service_variables_that_Kubernetes_sets_do_not_stop_the_server_from_starting(string name, string value)
    {
        Gather([], (name, value));

        Assert.Empty(mistakes);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("ZENML_SERVER_PORT", "8237")]
    [InlineData("ZENML_SERVER_PORT_NUMBER", "8237")]
    [InlineData("ZENML_SERVER_HOST", "0.0.0.0")]
    public void A_variable_that_only_resembles_a_Kubernetes_variable_is_rejected(string name, string value)
    {
        Gather([], (name, value));

        Assert.Contains(name, Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_only_the_Python_server_knows_are_ignored_with_a_warning()
    {
        Write("ZENML_SERVER_AUTH_SCHEME=HTTP_BASIC");

        Gather(
            ["--config", folder.File("conf")],
            ("ZENML_SERVER_DEPLOYMENT_TYPE", "kubernetes"),
            ("ZENML_STORE_SSL_CA", "ca.pem"),
            ("ZENML_STORE_USERNAME", "u"));

        Assert.Empty(mistakes);
        Assert.Equal(2, warnings.Count);
        Assert.Contains("ZENML_SERVER_AUTH_SCHEME is a setting of ZenML's own server", warnings[0], StringComparison.Ordinal);
        Assert.Contains("ZENML_SERVER_DEPLOYMENT_TYPE is a setting of ZenML's own server", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_that_resemble_a_setting_cause_a_warning()
    {
        Gather([], ("ZENML_STORE_ULR", "postgresql://secret-1@host/db"), ("ZENML_DEFAULT_USER_PASWORD", "secret-1"));

        Assert.Empty(mistakes);
        Assert.Equal(2, warnings.Count);
        Assert.Contains("ZENML_STORE_URL", warnings[1], StringComparison.Ordinal);
        Assert.DoesNotContain(warnings, warning => warning.Contains("secret-1", StringComparison.Ordinal));
    }

    [Fact]
    public void Invalid_arguments_are_reported_together_with_all_other_errors_and_without_their_values()
    {
        Gather(
            ["--password", "secret-1", "--urls", "http://127.0.0.1:1", "secret-2", "--colour=secret-3", "--config"],
            ("ZENML_SERVER_COLOUR", "blue"));

        Assert.Collection(mistakes,
            first => Assert.Contains("no option --password", first, StringComparison.Ordinal),
            second => Assert.Contains("Argument 5", second, StringComparison.Ordinal),
            third => Assert.Contains("no option --colour", third, StringComparison.Ordinal),
            fourth => Assert.Contains("--config needs a value", fourth, StringComparison.Ordinal),
            fifth => Assert.Contains("ZENML_SERVER_COLOUR", fifth, StringComparison.Ordinal));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains("secret-", StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OpenTelemetry_settings_are_read_and_unknown_ones_are_ignored_with_a_warning()
    {
        Write("OTEL_EXPORTER_OTLP_HEADERS=authorization=secret-1", "OTEL_SERVICE_NAME=of the file");

        var settings = Gather(
            ["--config", folder.File("conf")],
            ("OTEL_SERVICE_NAME", "of the environment"),
            ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "disk"));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=secret-1", ["OTEL_SERVICE_NAME"] = "of the environment",
            },
            ServerOptions.Read(settings).Telemetry);
        Assert.Empty(mistakes);
        Assert.StartsWith(
            "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY is not a setting of this server and has no effect.",
            Assert.Single(warnings),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://host/database", true)]
    [InlineData("sqlite:////tmp/store.db", false)]
    public void Variables_of_the_PostgreSQL_driver_cause_a_warning_where_the_driver_is_used(string store, bool warns)
    {
        Gather([], (SettingNames.StoreUrl, store), ("PGSSLROOTCERT", "/ca.pem"));

        Assert.Equal(warns ? 1 : 0, warnings.Count);
        Assert.All(warnings, warning => Assert.StartsWith("PGSSLROOTCERT is not a setting", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ASPNETCORE_\u001b[2J\r\nWarning: invented", "A variable that begins with ASPNETCORE_ is not a setting")]
    [InlineData("Kestrel:Endpoints:X:Url", "Kestrel:Endpoints:X:Url is not a setting")]
    public void The_name_of_a_variable_cannot_write_control_characters_to_the_terminal(string name, string expected)
    {
        Gather([], (name, "x"));

        Assert.StartsWith(expected, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOTNET_RUNNING_IN_CONTAINER")]
    [InlineData("DOTNET_gcServer")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")]
    [InlineData("ASPNET_VERSION")]
    [InlineData("ENVIRONMENT")]
    [InlineData("PGUSER")]
    public void Variables_that_belong_to_other_programs_cause_no_warning(string name)
    {
        Gather([], (name, "1"));

        Assert.Empty(warnings);
    }

    private void Write(params string[] lines) =>
        PrivateFiles.Replace(folder.File("conf"), Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    private Dictionary<string, string> Gather(string[] arguments, params IEnumerable<(string Name, string Value)> environment) =>
        SettingsSources.Load(
            arguments,
            environment.ToDictionary(variable => variable.Name, variable => variable.Value),
            mistakes,
            warnings.Add);
}
