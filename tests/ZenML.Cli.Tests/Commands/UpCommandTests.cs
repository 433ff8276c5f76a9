using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>zenml up</c> with the real server in its own process: nobody can log in without a password.</summary>
public sealed class UpCommandTests : IAsyncLifetime
{
    private readonly CliHost host = new();
    private readonly string url = $"http://127.0.0.1:{FreePort()}";

    private string PasswordFile => Path.Combine(host.Folder, "config", "zenml-dotnet.server.password");

    private string LogFile => Path.Combine(host.Folder, "config", "zenml-dotnet.server.log");

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The rights of files are asked for as Unix has them.");
        host.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        host.Variables["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "";
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await host.RunAsync("down");
        host.Dispose();
    }

    [Fact]
    public async Task A_server_that_listens_on_all_networks_is_contacted_through_this_machine()
    {
        var up = await host.RunAsync("up", "--urls", url.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal));

        Assert.True(up.ExitCode == 0, up.Error);
        Assert.Equal(url, up.Out.Trim());
    }

    [Fact]
    public async Task Another_program_that_reuses_the_process_id_of_the_server_is_not_stopped()
    {
        using var other = Process.Start("sleep", "60");
        Directory.CreateDirectory(Path.Combine(host.Folder, "config"));
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "config", "zenml-dotnet.server.pid"),
            string.Create(CultureInfo.InvariantCulture, $"{other.Id} {other.StartTime.ToUniversalTime().Ticks}"),
            TestContext.Current.CancellationToken);

        var down = await host.RunAsync("down");

        Assert.False(other.HasExited);
        Assert.Contains("No server is running", down.Out + down.Error, StringComparison.Ordinal);
        other.Kill();
    }

    [Fact]
    public async Task Up_without_a_password_generates_one_that_is_stored_in_a_file_and_not_shown()
    {
        var up = await host.RunAsync("up", "--urls", url);
        Assert.True(up.ExitCode == 0, up.Error);
        var password = (await File.ReadAllTextAsync(PasswordFile, TestContext.Current.CancellationToken)).Trim();

        Assert.Equal(url, up.Out.Trim());
        Assert.Contains($"zenml connect --url {url} --username default --password '@{PasswordFile}'", up.Error, StringComparison.Ordinal);
        Assert.Equal(24, password.Length);
        Assert.DoesNotContain(
            password,
            up.Error + up.Out + await File.ReadAllTextAsync(LogFile, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(PasswordFile));
        Assert.Equal(1, (await ConnectAsync("")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("connect", "--url", url, "--username", "default", "--password", $"@{PasswordFile}")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("secret", "create", "team_db", "--password=x")).ExitCode);

        await host.RunAsync("disconnect");
        Assert.Equal(0, (await host.RunAsync("down")).ExitCode);
        var again = await host.RunAsync("up", "--urls", url);

        Assert.Contains($"'@{PasswordFile}'", again.Error, StringComparison.Ordinal);
        Assert.Equal(password, (await File.ReadAllTextAsync(PasswordFile, TestContext.Current.CancellationToken)).Trim());
        Assert.Equal(0, (await ConnectAsync(password)).ExitCode);
    }

    [Fact]
    public async Task Up_with_a_given_or_existing_password_writes_no_password_file()
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "p.txt"), "mine alone\n", TestContext.Current.CancellationToken);
        var up = await host.RunAsync("up", "--urls", url, "--password", "@p.txt");
        Assert.True(up.ExitCode == 0, up.Error);

        Assert.DoesNotContain("mine alone", up.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PasswordFile));
        Assert.Equal(0, (await ConnectAsync("mine alone")).ExitCode);
        await host.RunAsync("disconnect");
        await host.RunAsync("down");
        var again = await host.RunAsync("up", "--urls", url);

        Assert.Contains("already has a password", again.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PasswordFile));
        Assert.Equal(0, (await ConnectAsync("mine alone")).ExitCode);
    }

    [Fact]
    public async Task Up_with_a_password_for_an_account_that_has_another_says_that_the_given_one_was_not_used()
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "p.txt"), "the first one\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "q.txt"), "the second one\n", TestContext.Current.CancellationToken);
        await host.RunAsync("up", "--urls", url, "--password", "@p.txt");
        await host.RunAsync("down");

        var same = await host.RunAsync("up", "--urls", url, "--password", "@p.txt");
        await host.RunAsync("down");
        var other = await host.RunAsync("up", "--urls", url, "--password", "@q.txt");

        Assert.DoesNotContain("was not used", same.Error, StringComparison.Ordinal);
        Assert.True(other.ExitCode == 0, other.Error);
        Assert.Contains("'default' already has another password, so the given one was not used", other.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ConnectAsync("the first one")).ExitCode);
    }

    [Fact]
    public async Task The_owner_of_the_store_sets_a_new_password_without_the_old_one_which_ends_sessions_and_is_in_the_audit_log()
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "p.txt"), "nobody knows it\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "q.txt"), "the second one\n", TestContext.Current.CancellationToken);
        await host.RunAsync("up", "--urls", url, "--password", "@p.txt");
        Assert.Equal(0, (await ConnectAsync("nobody knows it")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("secret", "create", "mine", "--scope", "user", "--password=x")).ExitCode);
        await host.RunAsync("down");

        var generated = await host.RunAsync("up", "--urls", url, "--reset-password");

        Assert.True(generated.ExitCode == 0, generated.Error);
        Assert.Equal(1, (await host.RunAsync("secret", "list")).ExitCode);
        Assert.Equal(1, (await ConnectAsync("nobody knows it")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("connect", "--url", url, "--username", "default", "--password", $"@{PasswordFile}")).ExitCode);
        Assert.Contains("change_password", (await host.RunAsync("audit", "list", "-o", "json")).Out, StringComparison.Ordinal);
        Assert.Equal("x", (await host.RunAsync("secret", "get", "mine", "password")).Out.Trim());
        await host.RunAsync("disconnect");
        await host.RunAsync("down");
        Assert.Equal(0, (await host.RunAsync("up", "--urls", url, "--reset-password", "--password", "@q.txt")).ExitCode);
        Assert.Equal(0, (await ConnectAsync("the second one")).ExitCode);
    }

    [Fact]
    public async Task Down_says_that_commands_are_still_connected_to_the_server_that_it_stopped()
    {
        await host.RunAsync("up", "--urls", url);
        await host.RunAsync("connect", "--url", url, "--username", "default", "--password", $"@{PasswordFile}");

        var connected = await host.RunAsync("down");

        Assert.Contains($"still connected to {url}, where nothing answers now", connected.Error, StringComparison.Ordinal);
        Assert.Contains("zenml disconnect", connected.Error, StringComparison.Ordinal);
        await host.RunAsync("disconnect");
        await host.RunAsync("up", "--urls", url);
        Assert.DoesNotContain("connected", (await host.RunAsync("down")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_again_says_that_the_server_is_already_running_and_fails_only_if_something_else_was_asked_for()
    {
        await host.RunAsync("up", "--urls", url);

        var again = await host.RunAsync("up", "--urls", url);

        Assert.Equal((0, url), (again.ExitCode, again.Out.Trim()));
        Assert.Contains("already running", again.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await host.RunAsync("up", "--urls", $"http://127.0.0.1:{FreePort()}")).ExitCode);
        Assert.Equal(1, (await host.RunAsync("up", "--urls", url, "--reset-password")).ExitCode);
    }

    [Fact]
    public async Task The_first_account_has_the_name_from_the_settings_file()
    {
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "server.conf"),
            "ZENML_DEFAULT_USER_NAME=ada\n",
            TestContext.Current.CancellationToken);

        var up = await host.RunAsync("up", "--urls", url, "--config", Path.Combine(host.Folder, "server.conf"));

        Assert.True(up.ExitCode == 0, up.Error);
        Assert.Contains($"--username ada --password '@{PasswordFile}'", up.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await host.RunAsync("connect", "--url", url, "--username", "ada", "--password", $"@{PasswordFile}")).ExitCode);
    }

    [Fact]
    public async Task The_first_account_has_the_password_from_the_settings_file()
    {
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "server.conf"),
            "ZENML_DEFAULT_USER_PASSWORD=from the file\n",
            TestContext.Current.CancellationToken);
        var up = await host.RunAsync("up", "--urls", url, "--config", Path.Combine(host.Folder, "server.conf"));

        Assert.True(up.ExitCode == 0, up.Error);
        Assert.False(File.Exists(PasswordFile));
        Assert.Equal(0, (await ConnectAsync("from the file")).ExitCode);
    }

    [Fact]
    public async Task Up_accepts_an_empty_password_only_when_asked_to()
    {
        var up = await host.RunAsync("up", "--urls", url, "--allow-empty-password");

        Assert.True(up.ExitCode == 0, up.Error);
        Assert.False(File.Exists(PasswordFile));
        Assert.Equal(0, (await ConnectAsync("")).ExitCode);
        Assert.Contains(
            "with an empty password",
            await File.ReadAllTextAsync(LogFile, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:9000; https://[::1]:0")]
    [InlineData("http://127.0.0.1:9000,http://localhost:00")]
    public async Task Up_rejects_port_zero_and_starts_nothing(string urls)
    {
        var up = await host.RunAsync("up", "--urls", urls);

        Assert.Equal(2, up.ExitCode);
        Assert.Contains("Port 0", up.Error, StringComparison.Ordinal);
        Assert.Contains("zenml serve", up.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(host.Folder, "config")));
    }

    [Fact]
    public async Task Up_rejects_port_zero_in_the_settings_file()
    {
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "server.conf"),
            "ZENML_SERVER_URLS=http://127.0.0.1:0\n",
            TestContext.Current.CancellationToken);

        var up = await host.RunAsync("up", "--config", "server.conf");

        Assert.Equal(2, up.ExitCode);
        Assert.Contains("Port 0", up.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(LogFile));
    }

    [Fact]
    public async Task Up_waits_for_the_server_at_the_address_in_the_settings_file()
    {
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "server.conf"),
            $"ZENML_SERVER_URLS={url}\n",
            TestContext.Current.CancellationToken);

        var up = await host.RunAsync("up", "--config", Path.Combine(host.Folder, "server.conf"));

        Assert.True(up.ExitCode == 0, up.Error);
        Assert.Equal(url, up.Out.Trim());
    }

    [Fact]
    public async Task A_failed_start_shows_the_log_of_this_server_and_none_of_earlier_ones()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        await File.WriteAllTextAsync(LogFile, "what an earlier server wrote\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "server.conf"),
            "ZENML_SERVER_LOG_FORMAT=poem\n",
            TestContext.Current.CancellationToken);

        var up = await host.RunAsync("up", "--urls", url, "--config", Path.Combine(host.Folder, "server.conf"));

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("ZENML_SERVER_LOG_FORMAT", up.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("earlier server", up.Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "what an earlier server wrote",
            await File.ReadAllTextAsync(LogFile, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_rejects_an_empty_password_together_with_a_given_one_and_starts_nothing()
    {
        host.Variables["ZENML_DEFAULT_USER_PASSWORD"] = "given";

        var up = await host.RunAsync("up", "--urls", url, "--allow-empty-password");

        Assert.Equal(2, up.ExitCode);
        Assert.False(File.Exists(LogFile));
    }

    private Task<CliRun> ConnectAsync(string password) =>
        host.RunAsync(new FakeTerminal(password), "connect", "--url", url, "--username", "default");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
