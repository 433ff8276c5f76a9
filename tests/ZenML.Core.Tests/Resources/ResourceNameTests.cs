using ZenML.Core.Resources;

namespace ZenML.Core.Tests.Resources;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("my stack")]
    [InlineData("日本-2024")]
    public void Valid_resource_names_are_accepted(string name) => Assert.Equal(name, ResourceName.Check("stack", name));

    [Theory]
    [InlineData(null, "needs a name")]
    [InlineData("", "needs a name")]
    [InlineData(" \u00A0", "blank")]
    [InlineData("a\nb", "control characters")]
    [InlineData("{{a.b}}", "secret reference")]
    public void Invalid_resource_names_are_rejected(string? name, string reason) =>
        Assert.Contains(reason, Refusal.Of(() => ResourceName.Check("stack", name)), StringComparison.Ordinal);

    [Fact]
    public void A_resource_name_can_have_up_to_255_characters()
    {
        ResourceName.Check("stack", string.Concat(Enumerable.Repeat("😀", 255)));
        Assert.Contains("256", Refusal.Of(() => ResourceName.Check("stack", new string('a', 256))), StringComparison.Ordinal);
    }
}
