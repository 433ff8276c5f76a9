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
    public void A_few_typing_mistakes_are_forgiven_and_more_are_not(string typed, string? meant) => Assert.Equal(meant, NearestName.Find(typed, Known));

    [Fact]
    public void Of_no_names_none_is_near() => Assert.Null(NearestName.Find("a", []));
}
