using ZenML.Core.Text;

namespace ZenML.Core.Tests.Text;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["tracking_uri", "tracking_username", "tracking_password", "nested", "tags", "key"];

    [Theory]
    [InlineData("traking_uri", "tracking_uri")]
    [InlineData("tracking_url", "tracking_uri")]
    [InlineData("TRACKING_URI", "tracking_uri")]
    [InlineData("tracking_pasword", "tracking_password")]
    [InlineData("tag", "tags")]
    [InlineData("kez", "key")]
    [InlineData("username", null)]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_name_tolerates_a_few_typing_errors_and_no_more(string typed, string? meant) =>
        Assert.Equal(meant, NearestName.Find(typed, Known));

    [Fact]
    public void Names_that_nobody_types_are_not_compared_because_it_would_take_minutes() =>
        Assert.Null(NearestName.Find(new string('a', 1_000_000), [$"{new string('a', 999_999)}b"]));

    [Fact]
    public void An_empty_list_of_names_has_no_nearest_name() => Assert.Null(NearestName.Find("a", []));
}
