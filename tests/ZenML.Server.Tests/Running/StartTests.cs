using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Running;

/// <summary>Messages to the user who starts a server, over a store whose folder outlives the servers.</summary>
public sealed class StartTests : IDisposable
{
    private const string Everywhere = "http://0.0.0.0:0";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_server_reports_a_store_that_it_creates_but_not_one_that_exists()
    {
        Assert.Contains(
            await StartAsync(),
            line => line.Contains(
                $"Created an empty store at sqlite:///{folder.File("zenml.db")}", StringComparison.Ordinal));
        Assert.DoesNotContain(await StartAsync(), line => line.Contains("Created an empty store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_logs_which_store_it_serves_and_where() =>
        Assert.Contains(
            await StartAsync(),
            line => line.Contains($"Serving the store sqlite:///{folder.File("zenml.db")} at http://127.0.0.1:", StringComparison.Ordinal)
            && !line.Contains("127.0.0.1:0 ", StringComparison.Ordinal));

    [Fact]
    public async Task An_unused_password_setting_is_reported_without_its_value()
    {
        const string Unused = "Another-password-1";
        Assert.DoesNotContain(await StartAsync(), line => line.Contains("was not used", StringComparison.Ordinal));

        var log = await StartAsync((SettingNames.DefaultUserPassword, Unused));

        Assert.Contains(log, line => line.Contains("the user default already has a password", StringComparison.Ordinal));
        Assert.DoesNotContain(log, line => line.Contains(Unused, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_address_needs_no_password_setting_once_the_administrator_has_a_password()
    {
        await StartAsync();

        Assert.Contains(
            await StartAsync((SettingNames.Urls, Everywhere), (SettingNames.DefaultUserPassword, "")),
            line => line.Contains("Serving", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_address_is_rejected_with_one_clear_line_while_no_administrator_has_a_password()
    {
        await StartAsync((SettingNames.DefaultUserPassword, ""), (SettingNames.AllowEmptyPassword, "true"));
        await using var server = ServerProcess.Launch(Settings((SettingNames.Urls, Everywhere), (SettingNames.DefaultUserPassword, "")));

        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal(1, code);
        Assert.Contains(
            SettingNames.DefaultUserPassword,
            Assert.Single(errors.Trim().Split(Environment.NewLine)),
            StringComparison.Ordinal);
        Assert.Equal("", output);
    }

    [Fact]
    public async Task A_server_that_cannot_record_reads_does_not_start()
    {
        await StartAsync();
        await File.WriteAllTextAsync(
            folder.File("zenml.reads.db"),
            "this is no database, and whoever put it here may need it",
            TestContext.Current.CancellationToken);
        await using var server = ServerProcess.Launch(Settings());

        var (code, _, errors) = await server.WaitAsync();

        Assert.Equal(1, code);
        Assert.Contains(folder.File("zenml.reads.db"), Assert.Single(errors.Trim().Split(Environment.NewLine)), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Starts a server and stops it.</summary>
    /// <returns>What it logged.</returns>
    private async Task<IReadOnlyList<string>> StartAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        await using var server = await RunningServer.StartAsync(settings: Settings([.. settings]));
        return server.Log.Lines;
    }

    private (string Name, string Value)[] Settings(params IEnumerable<(string Name, string Value)> settings) =>
        [(SettingNames.StoreUrl, $"sqlite:///{folder.File("zenml.db")}"), .. settings];
}
