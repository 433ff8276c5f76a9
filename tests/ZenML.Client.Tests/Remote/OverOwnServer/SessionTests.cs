using System.Net.Http.Headers;
using ZenML.Client.Remote.Login;
using ZenML.Core.Secrets;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>The session that a client opens on the server, and what the client learns about it.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];
    private OwnServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ZenClientOptions Options => new() { ConfigPath = folder.Path, OnWarning = warnings.Add };

    public async ValueTask InitializeAsync() => server = await OwnServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task M7_disconnecting_ends_the_session_on_the_server()
    {
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Password("default", server.Password), Options, Token);
        var token = new CredentialsFile(folder.Path).Find(server.Address)!.Token!;
        Assert.Equal(200, await StatusAsync(token));

        Assert.Equal(server.Address, await ZenServer.DisconnectAsync(Options, Token));

        Assert.Equal(401, await StatusAsync(token));
        Assert.Null(new CredentialsFile(folder.Path).Find(server.Address));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Disconnecting_from_a_server_that_does_not_respond_removes_the_login_and_warns()
    {
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Password("default", server.Password), Options, Token);
        var address = server.Address;
        await server.DisposeAsync();

        Assert.Equal(address, await ZenServer.DisconnectAsync(Options, Token));

        Assert.Null(new CredentialsFile(folder.Path).Find(address));
        Assert.Contains("lasts until its token expires", Assert.Single(warnings), StringComparison.Ordinal);
        server = await OwnServer.StartAsync();
    }

    [Fact]
    public async Task M2_a_connecting_user_is_told_that_an_administrator_reset_the_password_and_how_many_logins_followed()
    {
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Password("default", server.Password), Options, Token);
        await using (var administrator = ZenClient.Open(Options))
        {
            var token = (await administrator.Users.DeactivateAsync(TestAccounts.Other, cancellationToken: Token)).ActivationToken!;
            await ZenServer.ActivateUserAsync(server.Address, TestAccounts.Other, token, "known to both", Options, Token);
            Assert.Empty(await administrator.Users.GetPasswordResetsAsync(Token));
        }

        Assert.Empty(warnings);
        var other = new ServerLogin.Password(TestAccounts.Other, new SensitiveString("known to both"));
        await ZenServer.ConnectAsync(server.Address, other, Options with { OnWarning = null }, Token);
        await ZenServer.ConnectAsync(server.Address, other, Options, Token);

        var warning = Assert.Single(warnings);
        Assert.StartsWith("The administrator 'default' reset this account's password on 20", warning, StringComparison.Ordinal);
        Assert.Contains("there were 2 logins since, including this one", warning, StringComparison.Ordinal);
        await using var client = ZenClient.Open(Options);
        var reset = Assert.Single(await client.Users.GetPasswordResetsAsync(Token));
        Assert.Equal(("default", 2), (reset.AdministratorName, reset.Logins));
    }

    private async Task<int> StatusAsync(string token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(new Uri("/api/v1/current-user", UriKind.Relative), Token);
        return (int)answer.StatusCode;
    }
}
