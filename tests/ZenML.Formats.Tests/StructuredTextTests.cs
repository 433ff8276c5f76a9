using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Tests;

public sealed class StructuredTextTests
{
    private readonly StructuredText structuredText = new();

    [Theory]
    [InlineData("""{"team": "a", "n": 1, "deep": {"x": [null, true]}}""")]
    [InlineData("{\n\"team\": \"a\", \"n\": 1, \"deep\": {\"x\": [null, true]}}\n")]
    public void Maps_are_read_from_JSON(string text)
    {
        Assert.True(structuredText.TryRead(text, out var value));
        Assert.Equal(ConfigurationJson.Parse("""{"team":"a","n":1,"deep":{"x":[null,true]}}"""), value);
    }

    [Theory]
    [InlineData("""["a", "0123"]""")]
    [InlineData(" [ \"a\",\n\"0123\" ] ")]
    public void Lists_are_read_from_JSON(string text)
    {
        Assert.True(structuredText.TryRead(text, out var value));
        Assert.Equal(new ConfigurationList(["a", "0123"]), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("{team: a}")]
    [InlineData("{'team': 'a'}")]
    [InlineData("team: a")]
    [InlineData("- a\n- b\n")]
    [InlineData("42")]
    [InlineData("true")]
    [InlineData("{\"a\": ")]
    [InlineData("[1, 2")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    [InlineData("http://x:5000")]
    [InlineData("{{db.password}}")]
    public void Any_other_text_is_plain_text(string text) => Assert.False(structuredText.TryRead(text, out _));
}
