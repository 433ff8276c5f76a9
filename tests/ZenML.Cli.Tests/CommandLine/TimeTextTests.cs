using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Tests.CommandLine;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("45s", 45)]
    [InlineData("30m", 1800)]
    [InlineData("12h", 43_200)]
    [InlineData("7d", 604_800)]
    [InlineData("2w", 1_209_600)]
    [InlineData("0d", 0)]
    [InlineData("36500d", 3_153_600_000)]
    public void A_span_is_a_number_and_a_unit(string text, double seconds) =>
        Assert.Equal(seconds, TimeText.FindSpan(text)!.Value.TotalSeconds, 0.001);

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("7y")]
    [InlineData("-7d")]
    [InlineData("1.5d")]
    [InlineData("36501d")]
    [InlineData("99999999999d")]
    [InlineData("7 d")]
    public void Other_texts_are_no_span(string text) => Assert.Null(TimeText.FindSpan(text));

    [Theory]
    [InlineData("2026-11-30", "2026-11-30T00:00:00Z")]
    [InlineData("2026-11-30T08:15:30Z", "2026-11-30T08:15:30Z")]
    [InlineData("2026-11-30T08:15:30+02:00", "2026-11-30T06:15:30Z")]
    [InlineData("2026-11-30 08:15", "2026-11-30T08:15:00Z")]
    [InlineData("2026-11-30T08:15:30.250Z", "2026-11-30T08:15:30.25Z")]
    public void A_time_is_UTC_unless_it_says_otherwise(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), TimeText.FindTime(text));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("30.11.2026")]
    [InlineData("1700000000")]
    public void Other_texts_are_no_time(string text) => Assert.Null(TimeText.FindTime(text));
}
