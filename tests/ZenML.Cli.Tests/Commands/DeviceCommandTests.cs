using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>device</c> over our own server.</summary>
public sealed class DeviceCommandTests : IAsyncLifetime
{
    private readonly CliHost host = new();
    private OwnServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await OwnServer.StartAsync();
        await host.RunAsync(new FakeTerminal(server.Password), "connect", "--url", server.Address, "--username", "default");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        host.Dispose();
    }

    [Fact]
    public async Task Devices_are_listed_and_described_with_host_and_address_and_times()
    {
        Assert.Contains("No devices found.", (await host.RunAsync("device", "list")).Error, StringComparison.Ordinal);
        await AddAsync("laptop");

        var list = await host.RunAsync("device", "list");
        var described = JsonNode.Parse((await host.RunAsync("device", "describe", "lap", "--output", "json")).Out)!.AsObject();

        Assert.All(
            ["HOST", "ADDRESS", "LAST_LOGIN", "EXPIRES", "laptop", "127.0.0.1", "active"],
            text => Assert.Contains(text, list.Out, StringComparison.Ordinal));
        Assert.Equal(
            ["id", "host", "address", "os", "client_version", "status", "trusted", "last_login", "expires", "created", "updated"],
            described.Select(property => property.Key));
        Assert.Equal(
            ("laptop", "127.0.0.1", "active"),
            (described["host"]!.GetValue<string>(), described["address"]!.GetValue<string>(), described["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_device_is_revoked_after_confirmation_or_with_yes()
    {
        await AddAsync("laptop");

        var refused = await host.RunAsync(new FakeTerminal("n"), "device", "revoke", "laptop");
        var blind = await host.RunAsync("device", "revoke", "laptop");
        Assert.Equal((0, 1), (refused.ExitCode, blind.ExitCode));
        Assert.Contains("Nothing was changed.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("laptop", (await host.RunAsync("device", "list")).Out, StringComparison.Ordinal);
        var revoked = await host.RunAsync("device", "revoke", "laptop", "--yes");

        Assert.Equal(0, revoked.ExitCode);
        Assert.Contains("Logged out the device 'laptop'.", revoked.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await host.RunAsync("device", "describe", "laptop")).ExitCode);
    }

    [Theory]
    [InlineData("device list")]
    [InlineData("device describe laptop")]
    [InlineData("device revoke laptop --yes")]
    public async Task The_local_store_has_no_devices_and_says_where_they_are_managed(string command)
    {
        using var local = new CliHost();

        var run = await local.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("zenml connect --url URL", run.Error, StringComparison.Ordinal);
    }

    private Task<string> AddAsync(string name) =>
        ApprovedDevice.LogInAsync(server.Address, "default", server.Password, name, TestContext.Current.CancellationToken);
}
