using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Authentication;

public sealed class WrongClockTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(24)]
    [InlineData(24 * 400)]
    public async Task Failed_logins_recorded_by_a_clock_that_ran_ahead_block_the_correct_password_for_a_few_minutes_at_most(
        double hoursAhead)
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var right = clock.GetUtcNow();
        clock.MoveTo(right.AddHours(hoursAhead));
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await server.PostLoginAsync(("username", "default"), ("password", "wrong"));
        }

        Assert.Equal(429, (int)(await server.PostLoginAsync(("username", "default"), ("password", "default-pw"))).StatusCode);
        clock.Correct(right.AddMinutes(2));

        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", "default-pw"))).StatusCode);
    }

    [Fact]
    public async Task Failed_logins_are_still_limited_after_the_clock_was_corrected()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var right = clock.GetUtcNow();
        clock.MoveTo(right.AddDays(1));
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await server.PostLoginAsync(("username", "default"), ("password", "wrong"));
        }

        clock.Correct(right);
        for (var attempt = 1; attempt <= 9; attempt++)
        {
            Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "default"), ("password", "wrong"))).StatusCode);
        }

        var tenth = await server.PostLoginAsync(("username", "default"), ("password", "wrong"));
        Assert.Equal(429, (int)tenth.StatusCode);
        Assert.InRange(tenth.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task Replicas_whose_clocks_differ_by_seconds_count_failed_logins_together()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var start = clock.GetUtcNow();
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            clock.Correct(start.AddSeconds(attempt % 2 == 0 ? 20 : 0));
            await server.PostLoginAsync(("username", "default"), ("password", "wrong"));
        }

        clock.Correct(start);

        Assert.Equal(429, (int)(await server.PostLoginAsync(("username", "default"), ("password", "default-pw"))).StatusCode);
    }
}
