using System.Net.Http.Headers;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>Devices on our own server.</summary>
public sealed class DevicesClientOverOwnServerTests : DevicesClientTests
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task A_revoked_device_is_logged_out_and_devices_of_others_do_not_exist()
    {
        var token = await ApprovedDevice.LogInAsync(Server!.Address, TestAccounts.Other, Server.Password, "box", Token);
        await using var other = await OpenAsOtherAsync();

        Assert.Empty((await Client.Devices.ListPageAsync(cancellationToken: Token)).Items);
        Assert.Equal(200, await StatusAsync(token));
        await other.Devices.RevokeAsync("box", cancellationToken: Token);

        Assert.Equal(401, await StatusAsync(token));
    }

    private async Task<int> StatusAsync(string token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Server!.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(new Uri("/api/v1/current-user", UriKind.Relative), Token);
        return (int)answer.StatusCode;
    }
}
