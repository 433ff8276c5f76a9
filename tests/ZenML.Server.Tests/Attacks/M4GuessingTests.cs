using System.Net;
using ZenML.Server.Authentication;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

public sealed class M4GuessingTests
{
    private readonly SettableClock clock = new();

    [Fact]
    public async Task M4_guesses_from_many_addresses_of_one_IPv6_network_are_counted_together()
    {
        await using var server = await StartAsync();

        var statuses = new List<int>();
        for (var guess = 1; guess <= 40; guess++)
        {
            statuses.Add((await server.PasswordAsync($"2001:db8:1:2::{guess:x}", "default", "wrong")).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(401, 9), .. Enumerable.Repeat(429, 31)], statuses);
        Assert.Equal(200, (await server.PasswordAsync("2001:db8:1:3::1", "default", "default-pw")).Status);
    }

    [Fact]
    public async Task M4_an_address_that_tries_many_names_is_blocked_but_accounts_that_usually_log_in_from_there_are_not()
    {
        await using var server = await StartAsync();
        Assert.Equal(200, (await server.PasswordAsync("192.0.2.1", "default", "default-pw")).Status);

        var statuses = new List<int>();
        for (var guess = 1; guess <= 65; guess++)
        {
            statuses.Add((await server.PasswordAsync("192.0.2.1", $"name {guess}", "wrong")).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(401, 59), .. Enumerable.Repeat(429, 6)], statuses);
        Assert.Equal(200, (await server.PasswordAsync("192.0.2.1", "default", "default-pw")).Status);
        Assert.Equal(401, (await server.PasswordAsync("192.0.2.2", "name 1", "wrong")).Status);
        clock.MoveTo(clock.GetUtcNow().AddSeconds(61));
        Assert.Equal(401, (await server.PasswordAsync("192.0.2.1", "name 1", "wrong")).Status);
    }

    [Fact]
    public async Task M4_an_account_under_attack_from_everywhere_allows_few_guesses_per_host_and_never_locks_out_its_owner()
    {
        await using var server = await StartAsync();
        Assert.Equal(200, (await server.PasswordAsync("192.0.2.1", "default", "default-pw")).Status);
        for (var guess = 0; guess < 100; guess++)
        {
            await server.PasswordAsync($"10.0.{guess}.1", "default", "wrong");
        }

        var fromNewHost = new List<int>();
        for (var guess = 0; guess < 5; guess++)
        {
            fromNewHost.Add((await server.PasswordAsync("10.1.0.1", "default", "wrong")).Status);
        }

        Assert.Equal([401, 401, 429, 429, 429], fromNewHost);
        clock.MoveTo(clock.GetUtcNow().AddMinutes(2));
        Assert.Equal(429, (await server.PasswordAsync("10.1.0.1", "default", "default-pw")).Status);

        // The owner: from the usual place, also after a few mistakes, and from a hotel.
        Assert.Equal(401, (await server.PasswordAsync("192.0.2.1", "default", "mistyped")).Status);
        Assert.Equal(200, (await server.PasswordAsync("192.0.2.1", "default", "default-pw")).Status);
        Assert.Equal(401, (await server.PasswordAsync("198.51.100.1", "default", "mistyped")).Status);
        Assert.Equal(200, (await server.PasswordAsync("198.51.100.1", "default", "default-pw")).Status);

        clock.MoveTo(clock.GetUtcNow().AddDays(1));
        Assert.Equal(401, (await server.PasswordAsync("10.1.0.1", "default", "wrong")).Status);
    }

    [Fact]
    public async Task M4_after_a_password_change_hosts_that_knew_the_old_password_are_strangers_again()
    {
        await using var server = await StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        Assert.Equal(200, (await server.PasswordAsync("192.0.2.1", "bob", "bob-password")).Status);
        await bob.PutAsync("/api/v1/current-user", """{"password": "new-password", "old_password": "bob-password"}""");

        for (var guess = 0; guess < 60; guess++)
        {
            await server.PasswordAsync("192.0.2.1", $"name {guess}", "wrong");
        }

        Assert.Equal(429, (await server.PasswordAsync("192.0.2.1", "bob", "new-password")).Status);
    }

    [Fact]
    public async Task M4_a_stolen_session_cannot_guess_the_password_from_many_addresses()
    {
        await using var server = await StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");

        var statuses = new List<int>();
        for (var guess = 1; guess <= 12; guess++)
        {
            var change = """{"password": "new-password", "old_password": "wrong"}""";
            statuses.Add(
                (await bob.SendAsync("PUT", "/api/v1/current-user", change, headers: ("X-Forwarded-For", $"10.0.{guess}.1"))).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(403, 9), 429, 429, 429], statuses);
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.77", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48")]
    [InlineData("::1", "::/64", "::/48")]
    public void M4_addresses_are_counted_by_host_and_by_site(string address, string host, string site)
    {
        var client = ClientAddresses.Of(IPAddress.Parse(address));

        Assert.Equal((host, site), (client.Host, client.Site));
    }

    private Task<RunningServer> StartAsync() => RunningServer.StartAsync(clock, LoginSender.BelievesThisMachine);
}
