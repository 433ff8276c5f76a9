using ZenML.Protocol.Accounts;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

public sealed class L1AuditGrowthTests
{
    private readonly SettableClock clock = new();

    [Fact]
    public async Task L1_failed_logins_with_made_up_names_share_two_counted_records_and_the_names_are_not_stored()
    {
        await using var server = await StartAsync();
        var admin = await server.AdminAsync();
        var invented = new string('x', 5_000);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await server.PasswordAsync("192.0.2.1", $"{invented}{attempt}", "wrong");
        }

        Assert.Equal(
            [("failed", "", "192.0.2.1", 60), ("refused", "", "192.0.2.1", 40)],
            await admin.LoginRecordsAsync("&address=192.0.2.1"));
        var audit = await admin.GetAsync("/api/v1/x/audit?size=1000");
        Assert.DoesNotContain("xxx", audit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L1_a_lockout_is_one_record_with_the_number_of_rejected_attempts()
    {
        await using var server = await StartAsync();
        var admin = await server.AdminAsync();
        for (var attempt = 0; attempt < 50; attempt++)
        {
            await server.PasswordAsync("192.0.2.1", "default", "wrong");
        }

        Assert.Equal(
            [("failed", "default", "192.0.2.1", 10), ("refused", "default", "192.0.2.1", 40)],
            await admin.LoginRecordsAsync("&address=192.0.2.1"));

        // Later events within the hour are added to the record. After the hour there is a new record.
        clock.MoveTo(clock.GetUtcNow().AddMinutes(2));
        await server.PasswordAsync("192.0.2.1", "default", "wrong");
        Assert.Equal(("failed", "default", "192.0.2.1", 11), (await admin.LoginRecordsAsync("&address=192.0.2.1&outcome=failed")).Single());
        clock.MoveTo(clock.GetUtcNow().AddHours(1));
        await server.PasswordAsync("192.0.2.1", "default", "wrong");
        Assert.Equal([11, 1], (await admin.LoginRecordsAsync("&address=192.0.2.1&outcome=failed")).Select(record => record.Count));
    }

    [Fact]
    public async Task L1_attempts_from_more_sites_than_get_their_own_records_share_one_record()
    {
        await using var server = await StartAsync();
        var admin = await server.AdminAsync();
        for (var site = 0; site < 1_100; site++)
        {
            await server.KeyAsync($"10.{site / 256}.{site % 256}.1", ApiKeyText.Write(Guid.NewGuid(), "00"));
        }

        var records = await admin.GetAsync("/api/v1/x/audit?action=login&outcome=failed");

        // A thousand keys at a time, and one for the rest.
        Assert.InRange(records.Json.GetProperty("total").GetInt64(), 900, 1_001);
    }

    [Fact]
    public async Task L1_the_correct_password_of_a_deactivated_account_is_limited_and_recorded_like_a_wrong_one()
    {
        await using var server = await StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        await admin.PutAsync("/api/v1/users/bob/deactivate");

        var statuses = new List<int>();
        for (var attempt = 0; attempt < 30; attempt++)
        {
            statuses.Add((await server.PasswordAsync("192.0.2.1", "bob", "bob-password")).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(401, 9), .. Enumerable.Repeat(429, 21)], statuses);
        Assert.Equal(("refused", "bob", "192.0.2.1", 30), Assert.Single(await admin.LoginRecordsAsync("&address=192.0.2.1")));
    }

    [Fact]
    public async Task Every_successful_login_and_the_first_failure_of_each_account_get_their_own_records()
    {
        await using var server = await StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        foreach (var user in (string[])["default", "bob", "nobody"])
        {
            await server.PasswordAsync("192.0.2.1", user, "wrong");
        }

        await server.PasswordAsync("192.0.2.1", "bob", "bob-password");
        await server.PasswordAsync("192.0.2.1", "bob", "bob-password");

        Assert.Equal(
            [("failed", "", 1), ("failed", "bob", 1), ("failed", "default", 1), ("success", "bob", 1), ("success", "bob", 1)],
            (await admin.LoginRecordsAsync("&address=192.0.2.1")).Select(record => (record.Outcome, record.User, record.Count)).Order());
    }

    private Task<RunningServer> StartAsync() => RunningServer.StartAsync(clock, LoginSender.BelievesThisMachine);
}
