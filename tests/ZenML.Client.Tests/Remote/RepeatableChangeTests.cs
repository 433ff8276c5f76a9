using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.TestKit;
using ZenML.TestKit.Databases;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote;

/// <summary>F3: changes over a network that breaks, to a server that remembers them.</summary>
public sealed class RepeatableChangeTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private OwnServer server = null!;
    private FaultyProxy proxy = null!;
    private ZenClient client = null!;

    public static TheoryData<string, NetworkFault> Changes => new(
        from change in (string[])["create", "update", "versioned update", "delete", "rotate"]
        from fault in (NetworkFault[])[NetworkFault.CutBefore, NetworkFault.CutAfter]
        select (change, fault));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await OwnServer.StartAsync();
        proxy = FaultyProxy.Before(new Uri(server.Address).Port);
        var options = new ZenClientOptions { ConfigPath = folder.Path };
        await ZenServer.ConnectAsync(
            $"http://127.0.0.1:{proxy.Port}", new ServerLogin.Password("default", server.Password), options, Token);
        client = ZenClient.Open(options);
        await client.Secrets.CreateAsync("db", new() { ["k"] = "v" }, cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await proxy.DisposeAsync();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task F3_a_change_whose_connection_breaks_is_sent_again_and_made_once(string change, NetworkFault fault)
    {
        var robot = await client.ServiceAccounts.CreateAsync("robot", cancellationToken: Token);
        await client.ServiceAccounts.ApiKeys.CreateAsync(robot.Id, "key", cancellationToken: Token);
        var version = (await client.Secrets.GetAsync("db", cancellationToken: Token)).Info.Version;
        var before = await CountChangesAsync();
        var method = change switch { "create" => "POST", "delete" => "DELETE", _ => "PUT" };
        var happened = proxy.AtNextRequest($"{method} /api/v1/", fault);
        await (change switch
        {
            "create" => client.Secrets.CreateAsync("new", new() { ["k"] = "v" }, cancellationToken: Token),
            "update" => client.Secrets.UpdateAsync("db", new SecretUpdate { Set = new() { ["k"] = "w" } }, cancellationToken: Token),
            "versioned update" => client.Secrets.UpdateAsync(
                "db", new SecretUpdate { Set = new() { ["k"] = "w" }, IfVersion = version }, cancellationToken: Token),
            "delete" => client.Secrets.DeleteAsync("db", cancellationToken: Token),
            _ => (Task)client.ServiceAccounts.ApiKeys.RotateAsync(robot.Id, "key", cancellationToken: Token),
        });
        await happened;

        Assert.Equal(before + 1, await CountChangesAsync());
    }

    [Fact]
    public async Task F3_a_change_with_an_unknown_outcome_is_reported_as_unknown_even_when_the_server_can_no_longer_be_reached()
    {
        var happened = proxy.AtNextRequest("POST /api/v1/", NetworkFault.CutAfter);
        var change = client.Secrets.CreateAsync("new", new() { ["k"] = "v" }, cancellationToken: Token);
        await happened;
        await proxy.DisposeAsync();

        var error = await Assert.ThrowsAsync<ZenException>(() => change);

        Assert.Equal(ErrorCode.OutcomeUnknown, error.Code);
        Assert.Contains("check before you try again", error.Message, StringComparison.Ordinal);
    }

    private async Task<long> CountChangesAsync() => (await client.Audit.ListPageAsync(cancellationToken: Token)).Total
        - (await client.Audit.ListPageAsync(new() { ["action"] = "read" }, Token)).Total
        - (await client.Audit.ListPageAsync(new() { ["action"] = "login" }, Token)).Total;
}
