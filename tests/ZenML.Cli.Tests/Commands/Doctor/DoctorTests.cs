using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ZenML.Cli.Commands.Doctor;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands.Doctor;

/// <summary><c>zenml doctor</c> on a machine without a server: one wrong state after the other.</summary>
public sealed partial class DoctorTests : IDisposable
{
    private readonly CliHost host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(host.ConfigPath, "zenml-dotnet.db");

    private string Ring => Path.Combine(host.ConfigPath, "zenml-dotnet.keys.json");

    [Fact]
    public async Task On_a_sound_machine_every_check_is_ok_and_nothing_is_changed()
    {
        await CreateAsync();
        var before = Content();

        var run = await host.RunAsync("doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.All(Lines(run), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.Equal(
            ["folder", "settings", "disk", "store", "key", "clock", "variables", "version", "workspace", "stack"],
            Lines(run).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Contains("No problems found.", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Content());
    }

    [Fact]
    public async Task Before_the_first_use_nothing_is_wrong_and_nothing_is_created()
    {
        var run = await host.RunAsync("doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("There is no local store yet.", run.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(host.ConfigPath));
    }

    [Theory]
    [InlineData("store: no database", "store", "Restore it from a backup")]
    [InlineData("store: not a database", "store", "is not a zenml store, or it is damaged")]
    [InlineData("store: damaged page", "store", "damaged")]
    [InlineData("store: newer", "store", "newer version of zenml")]
    [InlineData("store: log lost", "store", "The log")]
    [InlineData("store: others can read", "store", "chmod 600")]
    [InlineData("key: missing", "key", "key ring")]
    [InlineData("key: damaged", "key", "is damaged")]
    [InlineData("key: another", "key", "is not the one")]
    [InlineData("key: own one set", "key", "Unset ZENML_SECRETS_STORE_ENCRYPTION_KEY")]
    [InlineData("folder: a file", "folder", "is a file")]
    [InlineData("folder: others can write", "folder", "chmod 700")]
    [InlineData("settings: damaged", "settings", "are damaged")]
    [InlineData("settings: others can read", "settings", "chmod 600")]
    [InlineData("server: nobody there", "server", "cannot be reached")]
    [InlineData("clock: store from the future", "clock", "Set the clock")]
    public async Task Each_wrong_state_is_an_error_that_says_what_to_do(string state, string check, string advice)
    {
        await CreateAsync();
        await SpoilAsync(state);

        var run = await host.RunAsync("doctor");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            Lines(run), line => Regex.IsMatch(line, $"^error +{check} ") && line.Contains(advice, StringComparison.Ordinal));
        Assert.Contains("found. Nothing was changed.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ZENML_STORE_ULR", "Did you mean ZENML_STORE_URL?")]
    [InlineData("ZENML_CONFIG_DIR", "has no effect")]
    [InlineData("ZENML_ANALYTICS_OPT_IN", "has no effect")]
    public async Task An_unknown_variable_is_a_warning_and_its_value_is_not_shown(string name, string expected)
    {
        host.Variables[name] = "hunter2";

        var run = await host.RunAsync("doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            Lines(run), line => line.StartsWith("warning  variables", StringComparison.Ordinal)
                && line.Contains(name, StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ZENML_STORE_URI", "Did you mean ZENML_STORE_URL?")]
    [InlineData("zenml_store_url", "Did you mean ZENML_STORE_URL?")]
    [InlineData("ZENML_STORE_TIMEOUT_OF_MINE", "has no effect")]
    [InlineData("ZENML_ACTIVE_STACK", "Did you mean ZENML_ACTIVE_STACK_ID?")]
    [InlineData("ZENML_CONFIG_PAHT", "Did you mean ZENML_CONFIG_PATH?")]
    [InlineData("ZENML_API_KEY", "Did you mean ZENML_STORE_API_KEY?")]
    [InlineData("ZENML_URL", "Did you mean ZENML_STORE_URL?")]
    [InlineData("ZENML_STACK", "Did you mean ZENML_ACTIVE_STACK_ID?")]
    [InlineData("ZENML_WORKSPACE", "Did you mean ZENML_ACTIVE_WORKSPACE_ID?")]
    public async Task Every_command_warns_once_of_a_misspelled_variable(string name, string expected)
    {
        host.Variables[name] = "hunter2";

        var run = await host.RunAsync("stack", "list");

        var warning = Assert.Single(run.Error.Split('\n'), line => line.StartsWith("Warning:", StringComparison.Ordinal));
        Assert.StartsWith($"Warning: {name} is not a variable of zenml", warning, StringComparison.Ordinal);
        Assert.EndsWith(expected, warning.Replace(". To see those that are set, run: zenml doctor", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning:", (await host.RunAsync("doctor")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ZENML_STORE_TYPE")]
    [InlineData("ZENML_STORE_VERIFY_SSL")]
    [InlineData("ZENML_ANALYTICS_OPT_IN")]
    [InlineData("ZENML_LOGGING_VERBOSITY")]
    [InlineData("ZENML_SERVER_URLS")]
    [InlineData("ZENML_STORE_SERVICE_HOST")]
    [InlineData("ZENML_STORE_PORT_8237_TCP")]
    [InlineData("ZENML_DEBUG")]
    [InlineData("ZENML_STORE_PASSWORD")]
    public async Task Commands_do_not_warn_of_variables_that_are_known_or_of_other_programs(string name)
    {
        host.Variables[name] = "0";

        Assert.DoesNotContain("Warning:", (await host.RunAsync("stack", "list")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_those_of_the_failing_checks_alone()
    {
        await CreateAsync();
        Assert.Equal("", (await host.RunAsync("doctor", "-o", "name")).Out);
        await File.WriteAllTextAsync(Ring, "{}", Token);

        Assert.Equal("key\n", (await host.RunAsync("doctor", "-o", "name")).Out);
    }

    [Fact]
    public async Task A_cause_that_two_checks_notice_is_one_problem()
    {
        await CreateAsync();
        await SpoilAsync("settings: damaged");

        var run = await host.RunAsync("doctor");

        Assert.Single(Lines(run), line => line.StartsWith("error", StringComparison.Ordinal));
        Assert.Contains("1 problem found.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_an_older_version_is_a_warning_and_is_not_upgraded()
    {
        await CreateAsync();
        await RawDatabase.ExecuteAsync(Database, "PRAGMA user_version = 15");

        var run = await host.RunAsync("doctor");

        Assert.Contains("has schema 15. The next command, 'zenml backup' too, upgrades it", run.Out, StringComparison.Ordinal);
        Assert.Contains("with the version of zenml that you used before", run.Out, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task The_disk_is_an_error_when_it_is_nearly_full()
    {
        if (SmallDisk.TryMake(megabytes: 4) is not { } disk)
        {
            Assert.Skip("Making a small disk needs root.");
            return;
        }

        using (disk)
        {
            host.ConfigPath = Path.Combine(disk.Path, "config");

            var run = await host.RunAsync("doctor");

            Assert.Equal(1, run.ExitCode);
            Assert.Contains(Lines(run), line => Regex.IsMatch(line, "^error +disk .*Free some space"));
        }
    }

    [Fact]
    public async Task Programs_get_the_checks_as_JSON()
    {
        await CreateAsync();
        await File.WriteAllTextAsync(Ring, "{}", Token);

        var run = await host.RunAsync("doctor", "--output", "json");

        var checks = JsonNode.Parse(run.Out)!.AsArray();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error", (string?)checks.Single(check => (string?)check!["check"] == "key")!["status"]);
        Assert.All(checks, check => Assert.Equal(["check", "status", "message"], check!.AsObject().Select(pair => pair.Key)));
    }

    [Fact]
    public void The_variables_that_doctor_knows_are_those_of_the_guide()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "configuration.md"));
        var documented = FirstCell().Matches(guide).SelectMany(row => Variable().Matches(row.Value)).Select(match => match.Value)
            .Where(name => !name.StartsWith("ZENML_SERVER_", StringComparison.Ordinal));

        Assert.Equal(
            documented.Distinct().Order(StringComparer.Ordinal), VariableNames.Known.Order(StringComparer.Ordinal));
    }

    /// <inheritdoc />
    public void Dispose() => host.Dispose();

    private async Task CreateAsync()
    {
        var run = await host.RunAsync("secret", "create", "db", "--password=hunter2");
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private async Task SpoilAsync(string state)
    {
        var settings = Path.Combine(host.ConfigPath, "zenml-dotnet.settings.json");
        switch (state)
        {
            case "store: no database":
                File.Delete(Database);
                break;
            case "store: not a database":
                await File.WriteAllTextAsync(Database, "This is no database.", Token);
                break;
            case "store: damaged page":
                await using (var file = File.OpenWrite(Database))
                {
                    file.Position = 3 * 4096;
                    await file.WriteAsync(Enumerable.Repeat((byte)0xff, 20 * 4096).ToArray(), Token);
                }

                break;
            case "store: newer":
                await RawDatabase.ExecuteAsync(Database, "PRAGMA user_version = 999");
                break;
            case "store: log lost":
                await File.WriteAllTextAsync($"{Database}-shm", "", Token);
                break;
            case "store: others can read":
                SetMode(Database, UnixFileMode.OtherRead);
                break;
            case "key: missing":
                File.Delete(Ring);
                break;
            case "key: damaged":
                await File.WriteAllTextAsync(Ring, "{}", Token);
                break;
            case "key: another":
                using (var other = new CliHost())
                {
                    await other.RunAsync("secret", "create", "db", "--password=hunter2");
                    File.Copy(Path.Combine(other.ConfigPath, "zenml-dotnet.keys.json"), Ring, overwrite: true);
                }

                break;
            case "key: own one set":
                host.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "0123456789abcdef";
                break;
            case "folder: a file":
                host.ConfigPath = Path.Combine(host.Folder, "file");
                await File.WriteAllTextAsync(host.ConfigPath, "", Token);
                break;
            case "folder: others can write":
                SetMode(host.ConfigPath, UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
                break;
            case "settings: damaged":
                await File.WriteAllTextAsync(settings, "{", Token);
                break;
            case "settings: others can read":
                await File.WriteAllTextAsync(settings, "{}", Token);
                SetMode(settings, UnixFileMode.OtherRead);
                break;
            case "server: nobody there":
                await File.WriteAllTextAsync(settings, """{"connected_to":"http://127.0.0.1:1"}""", Token);
                break;
            case "clock: store from the future":
                await RawDatabase.ExecuteAsync(Database, "UPDATE audit_events SET created = created + 86400000000");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state.");
        }
    }

    private static void SetMode(string path, UnixFileMode added)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | added);
    }

    /// <summary>The rows of the table without its lines: <c>ok  folder  '/…' can be changed only by you.</c></summary>
    private static string[] Lines(CliRun run) =>
    [
        .. run.Out.Split('\n').Where(line => line.StartsWith('┃') && !line.Contains("STATUS", StringComparison.Ordinal))
            .Select(line => string.Join("  ", line.Trim('┃').Split('│', 3).Select(cell => cell.Trim()))),
    ];

    private string[] Content() =>
    [
        .. Directory.EnumerateFiles(host.ConfigPath).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(File.ReadAllBytes(file))}"),
    ];

    private static string RepositoryRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));

    [GeneratedRegex(@"^\| `[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex(@"\bZENML_[A-Z_]+\b")]
    private static partial Regex Variable();
}
