using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Attacks;

/// <summary>Addresses to which a server sends users and credentials.</summary>
public sealed class L7LoginPageTests : HostileServerTest
{
    private readonly List<DeviceAuthorization> shown = [];

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/\\evil.example.com/x\u001b[2J")]
    [InlineData("https://zenml.example.com@evil.example.com/verify")]
    [InlineData("https://evil.example.com/\u202everify")]
    [InlineData("vscode://open?x=y")]
    [InlineData("https://")]
    public async Task L7_a_login_page_with_an_invalid_address_is_neither_shown_nor_opened(string page)
    {
        NamePage(page);

        await RefusalAsync(ConnectAsync);

        Assert.Empty(shown);
    }

    [Theory]
    [InlineData("https://login.example.com/devices/verify?user_code=ABC", "https://login.example.com/devices/verify?user_code=ABC")]
    [InlineData("http://xn--zenml-x0a.example.com/", "http://xn--zenml-x0a.example.com/")]
    [InlineData("https://zenmł.example.com/", "https://xn--zenm-31a.example.com/")]
    public async Task L7_a_login_page_at_another_address_is_marked_as_foreign(string page, string address)
    {
        NamePage(page);

        await ConnectAsync();

        Assert.True(Assert.Single(shown).IsElsewhere);
        Assert.Equal(address, shown[0].Address.AbsoluteUri);
    }

    [Fact]
    public async Task L7_a_login_page_of_the_server_itself_is_not_marked_as_foreign()
    {
        await ConnectAsync();

        Assert.False(Assert.Single(shown).IsElsewhere);
        Assert.Equal($"{Server.Address}/devices/verify?user_code=ABC-123", shown[0].Address.AbsoluteUri);
    }

    [Fact]
    public async Task L7_a_device_code_cannot_contain_terminal_control_characters()
    {
        Server.Rewrite = (path, json) =>
            json.Replace("\"user_code\":\"ABC-123\"", "\"user_code\":\"A\\u001b[2JB\\u202e-1\"", StringComparison.Ordinal);

        await ConnectAsync();

        Assert.Equal("A2JB-1", Assert.Single(shown).UserCode);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task L7_redirects_are_never_followed_with_a_credential_or_a_value(int status)
    {
        await using var other = await UpstreamServer.StartAsync();
        Server.Takeover = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = other.Address + context.Request.Path;
            return Task.FromResult(true);
        };
        await using var early = ZenClient.Open(Options);

        await RefusalAsync(() => early.Users.GetCurrentAsync(Token));
        await RefusalAsync(() => Client.Users.GetCurrentAsync(Token));
        await RefusalAsync(() => Client.Workspaces.CreateAsync("w", cancellationToken: Token));

        Assert.Empty(other.Requests);
    }

    private void NamePage(string page) => Server.Rewrite = (path, json) =>
        json.Replace("/devices/verify?user_code=ABC-123", System.Text.Json.JsonEncodedText.Encode(page).ToString(),
            StringComparison.Ordinal);

    private async Task ConnectAsync()
    {
        Server.PollsUntilVerified = 0;
        await ZenServer.ConnectAsync(
            Server.Address, new ServerLogin.Browser(shown.Add), Options with { Server = null, ServerApiKey = null }, Token);
    }
}
