using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote;

/// <summary><c>ZENML_STORE_URL</c> as clients read it: data meant for a server never goes to the local store.</summary>
[Collection(ProcessState.Collection)]
public sealed class StoreUrlVariableTests : IDisposable
{
    private readonly ProcessState state = new();
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ZenClientOptions Options => new() { ConfigPath = folder.Path };

    [Theory]
    [InlineData("htps://ada:hunter2@zenml.example.com")]
    [InlineData("htp:/x")]
    [InlineData("zenml.example.com:8443")]
    [InlineData("https//zenml")]
    [InlineData("https://")]
    [InlineData("https:/zenml.example.com")]
    [InlineData("https://ada:hunter2@zenml.example.com")]
    [InlineData("https://zenml.example.com/?token=hunter2")]
    [InlineData("oracle://ada:hunter2@host/database")]
    [InlineData("/var/lib/zenml.db")]
    [InlineData(" ")]
    public async Task An_invalid_server_URL_in_the_variable_is_an_error_and_creates_no_local_store(string value)
    {
        var error = await FailsAsync(value);

        Assert.StartsWith("ZENML_STORE_URL must be the address of a server", error.Message, StringComparison.Ordinal);
        Assert.Contains("unset it", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:////srv/zenml.db")]
    [InlineData("sqlite:zenml.db")]
    [InlineData("postgresql://ada:hunter2@host/database")]
    [InlineData("postgres://ada:hunter2@host/database")]
    [InlineData("mysql+pymysql://ada:hunter2@host/database")]
    [InlineData(" MariaDB://ada:hunter2@host/database")]
    public async Task A_database_URL_in_the_variable_points_to_a_server(string value)
    {
        var error = await FailsAsync(value);

        Assert.StartsWith("ZENML_STORE_URL is the URL of a database", error.Message, StringComparison.Ordinal);
        Assert.Contains("zenml serve", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blanks_around_the_URL_are_ignored()
    {
        await using var server = await UpstreamServer.StartAsync();
        state.Set(ZenClientOptions.ServerVariable, $" {server.Address} ");
        state.Set(ZenClientOptions.ApiKeyVariable, UpstreamServer.ApiKey);
        await using var client = ZenClient.Open(Options);

        Assert.Equal(new StoreDescription("server", server.Address), await client.DescribeStoreAsync(Token));
    }

    [Fact]
    public async Task What_is_wrong_with_the_server_of_the_variable_is_answered_with_variables()
    {
        // Nothing listens on this port.
        state.Set(ZenClientOptions.ServerVariable, "http://127.0.0.1:1");
        await using var stranger = ZenClient.Open(Options);
        var withoutLogin = await Assert.ThrowsAsync<ZenException>(() => stranger.Users.GetCurrentAsync(Token));
        state.Set(ZenClientOptions.ApiKeyVariable, UpstreamServer.ApiKey);
        await using var client = ZenClient.Open(Options);
        var unreachable = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Equal(
            "There is no login for the server http://127.0.0.1:1. Set ZENML_STORE_API_KEY to the API key of a service account, or "
            + "connect: zenml connect --url http://127.0.0.1:1", withoutLogin.Message);
        Assert.EndsWith("To use another store instead: unset ZENML_STORE_URL", unreachable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_variable_counts_as_not_set()
    {
        state.Set(ZenClientOptions.ServerVariable, "");
        await using var client = ZenClient.Open(Options);

        Assert.Equal("embedded", (await client.DescribeStoreAsync(Token)).Kind);
    }

    [Fact]
    public async Task An_explicit_server_overrides_the_variable()
    {
        await using var server = await UpstreamServer.StartAsync();
        state.Set(ZenClientOptions.ServerVariable, "sqlite:////srv/zenml.db");
        await using var client = ZenClient.Open(Options with { Server = server.Address, ServerApiKey = UpstreamServer.ApiKey });

        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
    }

    [Fact]
    public async Task Connecting_is_rejected_while_the_variable_would_override_the_new_server()
    {
        await using var server = await UpstreamServer.StartAsync();
        state.Set(ZenClientOptions.ServerVariable, "sqlite:////srv/zenml.db");

        var error = await Assert.ThrowsAsync<ZenException>(() => ZenServer.ConnectAsync(
            server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), Options, Token));

        Assert.StartsWith("ZENML_STORE_URL is the URL of a database", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Null(await ZenServer.DisconnectAsync(Options, Token));
    }

    public void Dispose()
    {
        state.Dispose();
        folder.Dispose();
    }

    private async Task<ZenException> FailsAsync(string value)
    {
        state.Set(ZenClientOptions.ServerVariable, value);
        await using var client = ZenClient.Open(Options);

        var error = await Assert.ThrowsAsync<ZenException>(
            () => client.Secrets.CreateAsync("db", new() { ["password"] = "x" }, cancellationToken: Token));

        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.Contains("Nothing was done.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        return error;
    }
}
