using System.Reflection;
using System.Text.RegularExpressions;
using ZenML.Core.Secrets;
using ZenML.Server.Configuration;
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
        Assert.Contains("There is no option --nonsense. To see all: zenml-server --help", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_description_of_every_name() => Assert.Equal(
        typeof(SettingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Setting.All.Select(setting => setting.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_guide_says_the_same_of_every_setting_as_the_help()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "server.md"));
        var described = TableRow().Matches(guide).Select(row => new Setting(row.Groups["name"].Value, Plain(row.Groups["does"].Value), Plain(row.Groups["without"].Value)));

        Assert.Equal(Setting.All, described);
    }

    [Fact]
    public void The_numbers_that_are_described_are_those_that_hold()
    {
        var described = Setting.All.Where(setting => char.IsAsciiDigit(setting.Without[0])).ToDictionary(setting => setting.Name, setting => setting.Without.Split(',')[0]);
        var (without, with) = (ServerOptions.Read(new Dictionary<string, string>()), ServerOptions.Read(described));

        Assert.Equal(8, described.Count);
        Assert.Equal((SecretLimits.DefaultVersions, without.SecretVersions), (without.SecretVersions, with.SecretVersions));
        Assert.Equal((without.IssuedTokenLifetime, without.DeviceLifetime), (with.IssuedTokenLifetime, with.DeviceLifetime));
        Assert.Equal(
            (without.TokenLifetime, without.MaximumRequestBytes, without.MaximumConnections, without.AuditRetentionDays, without.ShutdownTimeout),
            (with.TokenLifetime, with.MaximumRequestBytes, with.MaximumConnections, with.AuditRetentionDays, with.ShutdownTimeout));
    }

    [GeneratedRegex(@"^\| `(?<name>[A-Z_]+)` \| (?<does>.*) \| (?<without>.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@" \(\[[^\]]*\]\([^)]*\)\)")]
    private static partial Regex Link();

    private static string Plain(string markdown) => Link().Replace(markdown, "").Replace("`", "", StringComparison.Ordinal);
}
