using System.Diagnostics;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Tests.Sql.Writing;

public sealed class GroupForecastTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly long now = Stopwatch.GetTimestamp();

    [Fact]
    public void Nobody_waits_where_nothing_was_flushed_before() => Assert.True(GroupForecast.None.IsComplete(1, now));

    [Fact]
    public void A_group_waits_for_as_many_as_there_were()
    {
        var forecast = new GroupForecast(16, Long, now);

        Assert.False(forecast.IsComplete(15, now));
        Assert.True(forecast.IsComplete(16, now));
    }

    [Fact]
    public void A_group_that_waited_long_enough_begins() => Assert.True(new GroupForecast(16, Long, now).IsComplete(1, Before(Long)));

    [Fact]
    public void A_forecast_of_long_ago_says_nothing() => Assert.True(new GroupForecast(16, Long, Before(Long * 5)).IsComplete(1, now));

    [Fact]
    public void Nobody_waits_where_a_flush_costs_little() => Assert.True(new GroupForecast(16, TimeSpan.Zero, now).IsComplete(1, now));

    private long Before(TimeSpan time) => now - (long)(time.TotalSeconds * Stopwatch.Frequency);
}
