using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

/// <summary>
/// Who can log in while 200 connections try made up names. These tests check that logins succeed;
/// <see cref="M3FairTurnsTests"/> checks the order.
/// </summary>
public sealed class M3LoginFloodTests
{
    private static int sites;

    [Fact]
    public async Task M3_the_administrator_can_log_in_from_another_address_while_one_address_floods_the_server()
    {
        await using var server = await RunningServer.StartWithRecommendedHashesAsync();
        await using var flood = new LoginFlood(server.ClientAt("127.0.0.1"));
        using var elsewhere = server.ClientAt("127.0.0.2");
        await flood.RiseAsync();

        await LogsInAsync(() => elsewhere.PasswordAsync(null, "default", "default-pw"));
    }

    [Fact]
    public async Task M3_an_account_that_logged_in_before_can_log_in_from_the_same_address_that_floods_the_server()
    {
        await using var server = await RunningServer.StartWithRecommendedHashesAsync();
        Assert.Equal(200, (await server.Client.PasswordAsync(null, "default", "default-pw")).Status);
        await using var flood = new LoginFlood(server.ClientAt("127.0.0.1"));
        await flood.RiseAsync();

        await LogsInAsync(() => server.Client.PasswordAsync(null, "default", "default-pw"));
    }

    [Fact]
    public async Task M3_an_account_that_logged_in_before_can_log_in_while_every_attempt_of_a_flood_comes_from_a_different_site()
    {
        await using var server = await RunningServer.StartWithRecommendedHashesAsync(LoginSender.BelievesThisMachine);
        Assert.Equal(200, (await server.PasswordAsync("192.0.2.1", "default", "default-pw")).Status);
        await using var flood = new LoginFlood(server.ClientAt("127.0.0.1"), NextSite);
        await flood.RiseAsync();

        await LogsInAsync(() => server.PasswordAsync("192.0.2.1", "default", "default-pw"));
    }

    [Fact]
    public async Task M3_sessions_and_password_changes_work_during_a_flood_and_rejected_callers_are_told_when_to_retry()
    {
        await using var server = await RunningServer.StartWithRecommendedHashesAsync(LoginSender.BelievesThisMachine);
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        await using var flood = new LoginFlood(server.ClientAt("127.0.0.1"), NextSite);
        await flood.RiseAsync();

        Assert.Equal(200, await admin.StatusAsync());
        var changed = await bob.PutAsync("/api/v1/current-user", """{"password": "new-password", "old_password": "bob-password"}""");
        Assert.Equal(200, changed.Status);
        await flood.DisposeAsync();
        Assert.All(flood.Answers, answer => Assert.Contains(answer.Status, (int[])[401, 429, 503]));
        Assert.All(flood.Answers.Where(answer => answer.Status != 401), answer => Assert.NotNull(answer.Headers.RetryAfter));
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("The store failed", StringComparison.Ordinal));
    }

    private static string NextSite() => Interlocked.Increment(ref sites) is var site ? $"10.{site / 256 % 256}.{site % 256}.1" : "";

    private static async Task LogsInAsync(Func<Task<ApiAnswer>> login)
    {
        // On an idle machine such a login takes a tenth of a second. Here other processes may keep the processors busy.
        var answer = await login();

        Assert.True(answer.Status == 200, $"{answer.Status} {answer.Text}");
    }
}
