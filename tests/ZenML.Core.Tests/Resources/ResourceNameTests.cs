using ZenML.Core.Resources;

namespace ZenML.Core.Tests.Resources;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("my stack")]
    [InlineData("日本-2024")]
    public void These_are_names(string name) => Assert.Equal(name, ResourceName.Check("stack", name));

    [Theory]
    [InlineData(null, "needs a name")]
    [InlineData("", "needs a name")]
    [InlineData(" \u00A0", "blank")]
    [InlineData("a\nb", "control characters")]
    [InlineData("{{a.b}}", "secret reference")]
    public void These_are_none(string? name, string reason) =>
        Assert.Contains(reason, Refusal.Of(() => ResourceName.Check("stack", name)), StringComparison.Ordinal);

    [Fact]
    public void Two_hundred_and_fifty_five_characters_are_the_limit()
    {
        ResourceName.Check("stack", string.Concat(Enumerable.Repeat("😀", 255)));
        Assert.Contains("256", Refusal.Of(() => ResourceName.Check("stack", new string('a', 256))), StringComparison.Ordinal);
    }
}
