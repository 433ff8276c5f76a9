using ZenML.Client.Remote;
using ZenML.Client.Remote.Login;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote;

/// <summary>Connecting, and what it leaves on disk.</summary>
public sealed class ConnectTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];
    private UpstreamServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ZenClientOptions Options => new() { ConfigPath = folder.Path, OnWarning = warnings.Add };

    private string Credentials => folder.File(CredentialsFile.FileName);

    public async ValueTask InitializeAsync() => server = await UpstreamServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_client_opened_after_connecting_uses_the_server_until_it_is_disconnected()
    {
        await ZenServer.ConnectAsync(server.Address + "/", new ServerLogin.Password("other", UpstreamServer.Password), Options, Token);
        await using (var client = ZenClient.Open(Options))
        {
            Assert.Equal("other", (await client.Users.GetCurrentAsync(Token)).Name);
            Assert.Equal(new StoreDescription("server", server.Address), await client.DescribeStoreAsync(Token));
        }

        Assert.Equal(server.Address, await ZenServer.DisconnectAsync(Options, Token));
        Assert.Null(await ZenServer.DisconnectAsync(Options, Token));
        await using var local = ZenClient.Open(Options);
        Assert.Equal("embedded", (await local.DescribeStoreAsync(Token)).Kind);
        Assert.DoesNotContain(server.Address, await File.ReadAllTextAsync(Credentials, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_forgets_the_account_that_the_server_was_trusted_to_run_as()
    {
        var settings = new SettingsFile(Options);
        await ZenServer.ConnectAsync(
            server.Address, new ServerLogin.Password("other", UpstreamServer.Password), Options with { ServerAccount = "*" }, Token);
        Assert.Equal("*", settings.Read().FindServer(server.Address).Account);

        await ZenServer.DisconnectAsync(Options, Token);

        Assert.Null(settings.Read().FindServer(server.Address).Account);
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_credentials_and_the_password_is_stored_only_on_request()
    {
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Password("default", UpstreamServer.Password), Options, Token);

        Assert.DoesNotContain(UpstreamServer.Password, await File.ReadAllTextAsync(Credentials, Token), StringComparison.Ordinal);
        Assert.DoesNotContain("token", await File.ReadAllTextAsync(folder.File(SettingsFile.FileName), Token), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Credentials));
        }

        await ZenServer.ConnectAsync(
            server.Address,
            new ServerLogin.Password("default", UpstreamServer.Password) { IsKept = true },
            Options,
            Token);
        server.Revoke();
        await using var client = ZenClient.Open(Options);
        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
    }

    [Fact]
    public async Task A_login_that_cannot_be_renewed_expires_with_its_token()
    {
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Password("default", UpstreamServer.Password), Options, Token);
        server.Revoke();
        await using var client = ZenClient.Open(Options);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Equal(ErrorCode.NotAuthenticated, error.Code);
        Assert.Contains("zenml connect", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_changes_nothing_and_is_not_shown()
    {
        var error = await Assert.ThrowsAsync<ZenException>(() => ZenServer.ConnectAsync(
            server.Address, new ServerLogin.Password("default", "wrong-password"), Options, Token));

        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.DoesNotContain("wrong-password", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_browser_can_approve_this_machine()
    {
        server.PollsUntilVerified = 1;
        DeviceAuthorization? shown = null;

        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Browser(authorization => shown = authorization), Options, Token);

        Assert.Equal($"{server.Address}/devices/verify?user_code=ABC-123", shown!.Address.AbsoluteUri);
        Assert.Equal("ABC-123", shown.UserCode);
        await using var client = ZenClient.Open(Options);
        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
    }

    [Fact]
    public async Task A_program_can_pass_server_and_key_itself_and_leaves_nothing_on_disk()
    {
        await using (var client = ZenClient.Open(Options with { Server = server.Address, ServerApiKey = UpstreamServer.ApiKey }))
        {
            Assert.Equal("default", (await client.Workspaces.GetActiveAsync(Token)).Name);
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task The_active_workspace_and_stack_are_remembered_for_each_server_and_for_the_local_store()
    {
        await using (var local = ZenClient.Open(Options))
        {
            await local.Workspaces.CreateAsync("at home", cancellationToken: Token);
            await local.Workspaces.SetActiveAsync("at home", cancellationToken: Token);
        }

        await ZenServer.ConnectAsync(server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), Options, Token);
        await using (var remote = ZenClient.Open(Options))
        {
            Assert.Equal("default", (await remote.Workspaces.GetActiveAsync(Token)).Name);
            await remote.Workspaces.CreateAsync("far away", cancellationToken: Token);
            await remote.Workspaces.SetActiveAsync("far away", cancellationToken: Token);
        }

        await ZenServer.DisconnectAsync(Options, Token);
        await using (var local = ZenClient.Open(Options))
        {
            Assert.Equal("at home", (await local.Workspaces.GetActiveAsync(Token)).Name);
        }

        await ZenServer.ConnectAsync(server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), Options, Token);
        await using var again = ZenClient.Open(Options);
        Assert.Equal("far away", (await again.Workspaces.GetActiveAsync(Token)).Name);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("zenml.example.com")]
    [InlineData("ftp://zenml.example.com")]
    [InlineData("https://ada:secret-password@zenml.example.com")]
    [InlineData("https://zenml.example.com/?token=secret-password")]
    [InlineData("https://")]
    public async Task An_invalid_address_is_rejected_without_being_repeated(string address)
    {
        var error = await Assert.ThrowsAsync<ZenException>(
            () => ZenServer.ConnectAsync(address, new ServerLogin.ApiKey("k"), Options, Token));

        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.DoesNotContain("secret-password", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://zenml.example.com", true)]
    [InlineData("http://127.0.0.1:8237", false)]
    [InlineData("http://localhost", false)]
    [InlineData("https://zenml.example.com", false)]
    public void An_unencrypted_connection_is_recognised_as_readable_by_others(string address, bool isExposed) =>
        Assert.Equal(isExposed, ServerAddress.Parse(address).IsExposed);

    [Fact]
    public void Damaged_credentials_are_an_error_and_are_left_unchanged()
    {
        File.WriteAllText(Credentials, "{\"servers\": {\"x\": {\"token\": \"hunter2");

        var error = Assert.Throws<ZenException>(() => new CredentialsFile(folder.Path).Find("x"));

        Assert.Equal(ErrorCode.StoreDamaged, error.Code);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_login_shows_its_credential()
    {
        object[] logins =
        [
            new ServerLogin.Password("ada", "hunter2"),
            new ServerLogin.ApiKey("hunter2"),
            new ServerAccount { Password = "hunter2", Token = "hunter2", ApiKey = "hunter2" },
        ];

        Assert.All(logins, login => Assert.DoesNotContain("hunter2", login.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_login_whose_connection_breaks_is_not_reported_as_a_change()
    {
        server.Interrupt(context =>
        {
            context.Abort();
            return Task.FromResult(true);
        });

        var error = await Assert.ThrowsAsync<ZenException>(() => ZenServer.ConnectAsync(
            server.Address, new ServerLogin.Password("default", UpstreamServer.Password), Options, Token));

        Assert.Contains("The login failed.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("change", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_https_address_of_a_plain_HTTP_server_gets_a_different_error_than_an_untrusted_certificate()
    {
        server.AnswerNext(200, "OK");
        var plain = await Assert.ThrowsAsync<ZenException>(
            () => ZenServer.ConnectAsync(
                server.Address.Replace("http:", "https:", StringComparison.Ordinal),
                new ServerLogin.ApiKey(UpstreamServer.ApiKey),
                Options,
                Token));

        Assert.Contains($"use the address {server.Address}", plain.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("--ca-file", plain.Message, StringComparison.Ordinal);
        Assert.Equal(["GET /health"], server.Requests);
    }

    [Fact]
    public async Task The_suggested_login_command_repeats_the_options_of_the_expired_login()
    {
        using var certificate = new MadeCertificate(folder.Path, "ca file");
        await ZenServer.ConnectAsync(
            server.Address,
            new ServerLogin.Password("default", UpstreamServer.Password),
            Options with { ServerCertificateAuthorities = certificate.File },
            Token);
        server.Revoke();
        await using var client = ZenClient.Open(Options);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.EndsWith(
            $"zenml connect --url {server.Address} --username default --ca-file '{certificate.File}'",
            error.Message,
            StringComparison.Ordinal);
    }
}
