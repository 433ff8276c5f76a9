using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Server.Configuration;
using ZenML.Server.Http.Changes;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>Servers that start without a password, over a store whose folder outlives them.</summary>
public sealed class H3FirstPasswordTests : IDisposable
{
    private static readonly (string, string) NoPassword = (SettingNames.DefaultUserPassword, "");

    private static readonly (string, string) Allowed = (SettingNames.AllowEmptyPassword, "true");

    private readonly TemporaryFolder folder = new();

    private (string, string) Store => (SettingNames.StoreUrl, $"sqlite:///{folder.File("zenml.db")}");

    private string PasswordFile => folder.File("zenml.server.password");

    private string Password => File.ReadAllText(PasswordFile).TrimEnd();

    [Fact]
    public async Task H3_a_server_without_a_configured_password_generates_one_in_a_private_file_and_rejects_empty_passwords()
    {
        await using var server = await RunningServer.StartAsync(null, Store, NoPassword);

        Assert.Equal(401, await LogInAsync(server, ""));
        Assert.Equal(200, await LogInAsync(server, Password));
        Assert.Equal(24, Password.Length);
        Assert.Contains(server.Log.Lines, line => line.Contains(PasswordFile, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(Password, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PasswordFile));
        }
    }

    [Fact]
    public async Task H3_a_local_store_whose_user_has_no_password_gets_one_when_it_is_served()
    {
        await using (await RunningServer.StartAsync(null, Store, NoPassword, Allowed))
        {
            Assert.False(File.Exists(PasswordFile));
        }

        await using var server = await RunningServer.StartAsync(null, Store, NoPassword);

        Assert.Equal((401, 200), (await LogInAsync(server, ""), await LogInAsync(server, Password)));
    }

    [Fact]
    public async Task The_generated_password_is_kept_at_the_next_start_and_not_mentioned_again()
    {
        await using (await RunningServer.StartAsync(null, Store, NoPassword))
        {
        }

        var made = Password;
        await using var server = await RunningServer.StartAsync(null, Store, NoPassword);

        Assert.Equal((made, 200), (Password, await LogInAsync(server, made)));
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("password", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_password_is_generated_for_an_account_that_already_has_one()
    {
        await using (await RunningServer.StartAsync(null, Store))
        {
        }

        await using var server = await RunningServer.StartAsync(null, Store, NoPassword);

        Assert.Equal((401, 200), (await LogInAsync(server, ""), await LogInAsync(server, "default-pw")));
        Assert.False(File.Exists(PasswordFile));
    }

    [Fact]
    public async Task Two_servers_that_start_at_the_same_time_generate_only_one_password()
    {
        (string, string)[] settings = [Store, NoPassword];
        var servers = await Task.WhenAll(ServerProcess.StartAsync(settings), ServerProcess.StartAsync(settings));
        await using var first = servers[0];
        await using var second = servers[1];

        foreach (var server in servers)
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
            using var form = new FormUrlEncodedContent([new("username", "default"), new("password", Password)]);
            using var answer = await client.PostAsync(
                new Uri("/api/v1/login", UriKind.Relative), form, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal([PasswordFile], Directory.EnumerateFiles(folder.Path, "*password*"));
    }

    [Fact]
    public async Task The_file_is_kept_if_another_server_has_set_the_password_that_is_in_it()
    {
        RunningServer? other = null;
        await using var server = await RunningServer.StartAsync(
            database => new InterruptedDatabase(database, async () =>
            {
                if (other is null && File.Exists(PasswordFile))
                {
                    other = await RunningServer.StartAsync(null, Store, NoPassword);
                }
            }),
            clock: null,
            [Store, NoPassword]);

        await using (other)
        {
            Assert.NotNull(other);
            Assert.Equal((200, 200), (await LogInAsync(server, Password), await LogInAsync(other, Password)));
        }
    }

    [Fact]
    public async Task H3_a_password_file_that_others_can_read_is_not_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes of files.");
        await File.WriteAllTextAsync(PasswordFile, "known to everybody\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PasswordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        await using var server = ServerProcess.Launch(Store, NoPassword);

        var (code, _, errors) = await server.WaitAsync();

        Assert.Equal(1, code);
        Assert.Contains(PasswordFile, Assert.Single(errors.Trim().Split(Environment.NewLine)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("x-forwarded-host", "zenml.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Anything", "")]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "192.0.2.1")]
    public async Task H3_an_empty_password_is_rejected_for_a_request_that_a_proxy_forwarded(string header, string value)
    {
        await using var server = await RunningServer.StartAsync(null, Store, NoPassword, Allowed);

        Assert.Equal((401, 200), (await LogInAsync(server, "", (header, value)), await LogInAsync(server, "")));
    }

    [Theory]
    [InlineData(SettingNames.TrustedProxies, "127.0.0.1")]
    [InlineData(SettingNames.Urls, "http://0.0.0.0:8237")]
    public void H3_empty_passwords_cannot_be_allowed_on_a_server_that_others_can_reach(string setting, string value)
    {
        var settings = new Dictionary<string, string>
        {
            [Allowed.Item1] = Allowed.Item2, [SettingNames.DefaultUserPassword] = "default-pw", [setting] = value,
        };

        var error = Assert.Throws<ZenException>(() => ServerOptions.Read(settings));

        Assert.Contains($"{SettingNames.AllowEmptyPassword} is set", error.Message, StringComparison.Ordinal);
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H3_a_server_behind_a_trusted_proxy_generates_a_password()
    {
        await using var server = await RunningServer.StartAsync(null, Store, NoPassword, (SettingNames.TrustedProxies, "127.0.0.1"));

        Assert.Equal((401, 401), (await LogInAsync(server, ""), await LogInAsync(server, "", ("X-Forwarded-For", "127.0.0.1"))));
        Assert.Equal(200, await LogInAsync(server, Password));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<int> LogInAsync(RunningServer server, string password, params (string Name, string Value)[] headers) =>
        (await new ApiClient(server.Client, token: null).SendAsync(
            "POST", "/api/v1/login", $"username=default&password={password}", "application/x-www-form-urlencoded", headers)).Status;

    /// <summary>Does something else before each write.</summary>
    private sealed class InterruptedDatabase(IDatabase database, Func<Task> interrupt) : DelegatingDatabase(database)
    {
        public override async Task<TResult> WriteAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        {
            await interrupt();
            return await Inner.WriteAsync(work, cancellationToken);
        }
    }
}
