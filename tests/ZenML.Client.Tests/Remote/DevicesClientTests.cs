using ZenML.Core.Accounts.Devices;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote;

/// <summary>Devices of an account, over our server or one of ZenML 0.58.</summary>
public abstract class DevicesClientTests : ClientTest
{
    [Fact]
    public async Task A_device_is_listed_and_can_be_found_by_its_host_and_by_its_id()
    {
        await LogInAsync("box");
        var listed = Assert.Single((await Client.Devices.ListPageAsync(new ListQuery { ["status"] = "active" }, Token)).Items);

        Assert.Equal((DeviceStatus.Active, "box", "Linux"), (listed.Status, listed.Description.HostName, listed.Description.Os));
        Assert.NotNull(listed.LastLogin);
        Assert.NotNull(listed.Description.Address);
        Assert.Equal(listed.Id, (await Client.Devices.GetAsync("box", cancellationToken: Token)).Id);
        Assert.Equal(listed.Id, (await Client.Devices.GetAsync(listed.Id.ToString(), cancellationToken: Token)).Id);
        Assert.Equal(listed.Id, (await Client.Devices.GetAsync(listed.Id.ToString()[..8], LookupMode.Changing, Token)).Id);
        Assert.Equal(listed.Id, (await Client.Devices.GetAsync("bo", LookupMode.Reading, Token)).Id);
        Assert.Equal(ErrorCode.NotFound, await FailsAsync(() => Client.Devices.GetAsync("bo", LookupMode.Changing, Token)));
    }

    [Fact]
    public async Task A_revoked_device_is_no_longer_listed()
    {
        await LogInAsync("box");

        await Client.Devices.RevokeAsync("box", cancellationToken: Token);

        Assert.Empty((await Client.Devices.ListPageAsync(cancellationToken: Token)).Items);
        Assert.Equal(ErrorCode.NotFound, await FailsAsync(() => Client.Devices.RevokeAsync("box", cancellationToken: Token)));
    }

    private Task<string> LogInAsync(string host) =>
        ApprovedDevice.LogInAsync(Server!.Address, TestAccounts.Administrator, Server.Password, host, Token);

    private static async Task<ErrorCode> FailsAsync(Func<Task> attempt) => (await Assert.ThrowsAsync<ZenException>(attempt)).Code;
}
