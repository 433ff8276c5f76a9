using System.Reflection;
using System.Text.RegularExpressions;
using ZenML.Core.Secrets;
using ZenML.Server.Configuration;
using ZenML.Server.SecretsStores;
using ZenML.Server.SingleSignOn;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Configuration;

public sealed partial class ServerHelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task The_help_describes_how_to_call_the_program_and_every_setting(string option)
    {
        await using var server = ServerProcess.LaunchWith("--urls", "nonsense", option);

        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains($"Usage: {ServerHelp.Usage}", output, StringComparison.Ordinal);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
        Assert.All(Setting.All, setting => Assert.Contains($"  {setting.Name}{Environment.NewLine}", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_version_is_that_of_the_build()
    {
        await using var server = ServerProcess.LaunchWith("--version");

        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(@"\A\d+\.\d+\.\d+\s*\z", output);
    }

    [Fact]
    public async Task A_wrong_argument_is_an_error_that_points_to_the_help()
    {
        await using var server = ServerProcess.LaunchWith("--nonsense");

        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("There is no option --nonsense. To see all options: zenml-server --help", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_name_has_a_description() => Assert.Equal(
        typeof(SettingNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Setting.All.Except(SecretsStoreCatalog.BuiltIn.Settings).Except(SingleSignOnSettings.All)
            .Select(setting => setting.Name).Order(StringComparer.Ordinal));

    /// <remarks>After a deliberate change, run this once with <c>ZENML_UPDATE_GOLDENS=1</c> and review the difference.</remarks>
    [Fact]
    public void The_page_on_configuration_describes_every_setting_as_the_help_of_the_server_does()
    {
        var page = File.ReadAllText(ConfigurationPage).ReplaceLineEndings("\n");
        var start = page.IndexOf("## Settings of the server", StringComparison.Ordinal);
        var rows = TableRow().Matches(page, start);
        var described = rows.Select(row =>
            new Setting(row.Groups["name"].Value, Plain(row.Groups["description"].Value), Plain(row.Groups["default"].Value)));
        if (Environment.GetEnvironmentVariable("ZENML_UPDATE_GOLDENS") == "1")
        {
            var table = string.Concat(Setting.All.Select(setting => described.Contains(setting)
                ? rows.First(row => row.Groups["name"].Value == setting.Name).Value.TrimEnd() + "\n"
                : $"| `{setting.Name}` | {setting.Description} | {setting.Default} |\n"));
            File.WriteAllText(ConfigurationPage, page[..rows[0].Index] + table + page[(rows[^1].Index + rows[^1].Length + 1)..]);
            return;
        }

        Assert.Equal(Setting.All, described);
    }

    [Fact]
    public void The_numbers_in_the_descriptions_are_the_actual_defaults_and_limits()
    {
        var described = Setting.All.Where(setting => char.IsAsciiDigit(setting.Default[0]))
            .ToDictionary(setting => setting.Name, setting => setting.Default.Split(',')[0]);
        var (without, with) = (ServerOptions.Read(new Dictionary<string, string>()), ServerOptions.Read(described));

        Assert.Equal(12, described.Count);
        Assert.Equal((SecretLimits.DefaultVersions, without.SecretVersions), (without.SecretVersions, with.SecretVersions));
        Assert.Equal((without.IssuedTokenLifetime, without.DeviceLifetime), (with.IssuedTokenLifetime, with.DeviceLifetime));
        Assert.Equal(without.WorkloadTokenLifetime, with.WorkloadTokenLifetime);
        Assert.Equal(
            (
                without.TokenLifetime,
                without.MaximumRequestBytes,
                without.MaximumConnections,
                without.MaximumWaiting,
                without.AuditRetentionDays,
                without.SecretRetentionDays,
                without.ShutdownTimeout),
            (
                with.TokenLifetime,
                with.MaximumRequestBytes,
                with.MaximumConnections,
                with.MaximumWaiting,
                with.AuditRetentionDays,
                with.SecretRetentionDays,
                with.ShutdownTimeout));
    }

    private static string ConfigurationPage => Path.Combine(Repository.Root, "docs", "configuration.md");

    [GeneratedRegex(@"^\| `(?<name>[A-Z_]+)` \| (?<description>.*) \| (?<default>.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@" \(\[[^\]]*\]\([^)]*\)\)")]
    private static partial Regex Link();

    private static string Plain(string markdown) => Link().Replace(markdown, "").Replace("`", "", StringComparison.Ordinal);
}
