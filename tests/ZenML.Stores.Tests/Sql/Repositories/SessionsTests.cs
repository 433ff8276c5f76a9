using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>What a server stores of sessions, devices and resets, on every kind of database.</summary>
public sealed class SessionsTests
{
    private static readonly SensitiveString Password = new("correct horse");

    private static readonly ClientAddress From = new("192.0.2.1", "192.0.2.1", "192.0.2.0/24");

    [Theory]
    [EveryDatabase]
    public async Task A_logged_out_session_is_revoked_for_every_process_that_uses_the_store(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await using var again = await store.OpenAgainAsync();
        var logins = new LoginService(store.Parts, allowsEmptyPassword: false);
        var elsewhere = new LoginService(store.PartsOf(again), allowsEmptyPassword: false);
        await store.Services.Accounts.CreateAsync(new NewUser("ada", IsAdmin: false) { Password = Password }, Token);
        var (first, second) = (await LogInAsync(logins, "ada"), await LogInAsync(logins, "ada"));
        var issued = first.Derive();
        var logouts = new LogoutService(store.Parts, logins);

        await logouts.LogOutAsync([first.Derive()], null, Token);
        Assert.Equal((true, true), (await IsValidAsync(elsewhere, first), await IsValidAsync(elsewhere, issued)));
        await logouts.LogOutAsync([first], null, Token);
        await logouts.LogOutAsync([first], null, Token);

        Assert.Equal((false, false), (await IsValidAsync(elsewhere, first), await IsValidAsync(elsewhere, issued)));
        Assert.True(await IsValidAsync(elsewhere, second));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_password_reset_is_stored_with_the_logins_that_follow_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var logins = new LoginService(store.Parts, allowsEmptyPassword: false);
        var ada = (await store.Services.Accounts.CreateAsync(new NewUser("ada", IsAdmin: false) { Password = Password }, Token)).User;
        for (var reset = 1; reset <= 2; reset++)
        {
            var activation = (await store.Services.Accounts.DeactivateAsync("ada", Token)).ActivationToken!;
            await logins.ActivateAsync("ada", activation, Password, new UserUpdate(), ClientAddress.Unknown, Token);
            await LogInAsync(logins, "ada");
        }

        await LogInAsync(logins, "ada");

        var resets = await store.ServicesOf(new Caller(ada.Id, ada.Name, IsAdmin: false)).Accounts.FindOwnPasswordResetsAsync(Token);
        Assert.Equal([("default", 2L), ("default", 1L)], resets.Select(reset => (reset.AdministratorName, reset.Logins)));
        await store.Services.Accounts.DeleteAsync("ada", Token);
    }

    [Theory]
    [EveryDatabase]
    public async Task A_device_is_pending_then_approved_and_then_replaced_by_the_next_device_of_its_client(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var flow = new DeviceFlow(store.Parts, TimeSpan.FromDays(1));
        var logins = new LoginService(store.Parts, allowsEmptyPassword: false);
        var client = Guid.NewGuid();
        var description = new DeviceDescription { HostName = "box", Address = "192.0.2.1" };
        var first = await ApproveAsync(store, flow, client, description);
        Assert.True(await IsValidAsync(logins, first));
        for (var asked = 2; asked <= DeviceFlow.MaximumPendingPerNetwork; asked++)
        {
            await flow.BeginAsync(Guid.NewGuid(), description, From, Token);
        }

        var second = await ApproveAsync(store, flow, client, description);

        Assert.Equal((false, true), (await IsValidAsync(logins, first), await IsValidAsync(logins, second)));
        await flow.BeginAsync(client, description, From, Token);
        await FailsAsync(ErrorCode.TooManyAttempts, () => flow.BeginAsync(client, description, From, Token));
        Assert.Equal("box", Assert.Single((await store.Services.Devices.ListAsync(new(), Token)).Items).Description.HostName);
    }

    private static async Task<TokenClaims> ApproveAsync(TemporaryStore store, DeviceFlow flow, Guid client, DeviceDescription description)
    {
        var asked = await flow.BeginAsync(client, description, From, Token);
        await store.Services.Devices.VerifyAsync(asked.Device.Id, asked.UserCode, isTrusted: false, Token);
        return (await flow.FinishAsync(client, asked.DeviceCode, null, Token)).Grant!.Claims;
    }

    private static async Task<TokenClaims> LogInAsync(LoginService logins, string name) =>
        (await logins.WithPasswordAsync(name, Password, ClientAddress.Unknown, Token)).Claims;

    private static async Task<bool> IsValidAsync(LoginService logins, TokenClaims claims)
    {
        try
        {
            await logins.AuthenticateAsync(claims, null, Token);
            return true;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAuthenticated)
        {
            return false;
        }
    }
}
