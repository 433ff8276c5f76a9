using System.Diagnostics;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Tests.Sql.Writing;

public sealed class GroupForecastTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly long now = Stopwatch.GetTimestamp();

    [Fact]
    public void No_write_waits_when_nothing_was_flushed_before() => Assert.True(GroupForecast.None.IsComplete(1, now));

    [Fact]
    public void A_group_waits_for_as_many_writes_as_the_last_group_had()
    {
        var forecast = new GroupForecast(16, Long, now);

        Assert.False(forecast.IsComplete(15, now));
        Assert.True(forecast.IsComplete(16, now));
    }

    [Fact]
    public void A_group_starts_when_it_has_waited_long_enough() =>
        Assert.True(new GroupForecast(16, Long, now).IsComplete(1, Before(Long)));

    [Fact]
    public void An_old_forecast_is_ignored() => Assert.True(new GroupForecast(16, Long, Before(Long * 5)).IsComplete(1, now));

    [Fact]
    public void No_write_waits_when_a_flush_is_cheap() => Assert.True(new GroupForecast(16, TimeSpan.Zero, now).IsComplete(1, now));

    private long Before(TimeSpan time) => now - (long)(time.TotalSeconds * Stopwatch.Frequency);
}
