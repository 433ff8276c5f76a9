using ZenML.Core.Accounts.Devices;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

/// <summary>L2: anyone who reaches the server can ask for a device to be approved.</summary>
public sealed class L2DeviceCodesTests
{
    private static readonly (string Name, string Value) TrustsThisMachine = ("ZENML_SERVER_TRUSTED_PROXIES", "127.0.0.1,::1");

    [Fact]
    public async Task L2_one_address_can_have_only_so_many_pending_devices_and_does_not_affect_others()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock, TrustsThisMachine);
        var same = Guid.NewGuid();
        for (var asked = 0; asked < DeviceFlow.MaximumPendingPerNetwork; asked++)
        {
            // Also for a client that asks again and again.
            Assert.Equal(200, (await server.TryAskAsync(asked % 2 == 0 ? same : Guid.NewGuid(), headers: From("192.0.2.1"))).Status);
        }

        var refused = await server.TryAskAsync(Guid.NewGuid(), headers: From("192.0.2.1"));
        Assert.Equal(429, refused.Status);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
        Assert.Equal(429, (await server.TryAskAsync(same, headers: From("192.0.2.1"))).Status);
        Assert.Equal(200, (await server.TryAskAsync(Guid.NewGuid(), headers: From("192.0.2.2"))).Status);
        clock.MoveTo(clock.GetUtcNow().AddMinutes(5));

        Assert.Equal(200, (await server.TryAskAsync(Guid.NewGuid(), headers: From("192.0.2.1"))).Status);
    }

    [Fact]
    public async Task L2_all_addresses_of_an_IPv6_network_count_as_one()
    {
        await using var server = await RunningServer.StartAsync(new SettableClock(), TrustsThisMachine);
        for (var asked = 1; asked <= DeviceFlow.MaximumPendingPerNetwork; asked++)
        {
            Assert.Equal(200, (await server.TryAskAsync(Guid.NewGuid(), headers: From($"2001:db8:0:1::{asked:x}"))).Status);
        }

        Assert.Equal(429, (await server.TryAskAsync(Guid.NewGuid(), headers: From("2001:db8:0:1:ffff::1"))).Status);
        Assert.Equal(200, (await server.TryAskAsync(Guid.NewGuid(), headers: From("2001:db8:0:2::1"))).Status);
    }

    [Fact]
    public async Task L2_a_user_code_can_be_guessed_three_times_across_all_endpoints()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var device = await server.AskAsync();

        Assert.Equal(404, (await admin.GetAsync($"/api/v1/devices/{device.Id}?user_code=guess")).Status);
        Assert.Equal(400, (await device.ApproveAsync(admin, "guess")).Status);
        Assert.Equal(404, (await admin.GetAsync($"/api/v1/devices/{device.Id}?user_code=guess")).Status);

        Assert.Equal(400, (await device.ApproveAsync(admin)).Status);
        Assert.Equal(404, (await admin.GetAsync($"/api/v1/devices/{device.Id}?user_code={device.UserCode}")).Status);
        Assert.Equal(3, (await admin.GetAsync("/api/v1/x/audit?action=verify&outcome=failed")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task L2_a_device_request_in_the_name_of_another_client_does_not_revoke_the_device_in_use()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var device = await server.AskAsync();
        await device.ApproveAsync(admin);
        var inUse = server.With(await TokenOfAsync(await device.PollAsync()));

        await server.AskAsync(device.Client);

        Assert.Equal(200, await inUse.StatusAsync());
    }

    [Fact]
    public async Task A_client_that_is_approved_again_replaces_its_device()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var first = await server.AskAsync();
        await first.ApproveAsync(admin);
        var before = server.With(await TokenOfAsync(await first.PollAsync()));
        var second = await server.AskAsync(first.Client);
        Assert.Equal(200, (await second.ApproveAsync(admin)).Status);

        var after = server.With(await TokenOfAsync(await second.PollAsync()));

        Assert.Equal((401, 200), (await before.StatusAsync(), await after.StatusAsync()));
        Assert.Equal(1, (await admin.GetAsync("/api/v1/devices")).Json.GetProperty("total").GetInt32());
    }

    private static (string Name, string Value)[] From(string address) => [("X-Forwarded-For", address)];
}
