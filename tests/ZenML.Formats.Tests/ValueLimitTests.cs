using System.Text;
using CsCheck;
using ZenML.Core.Errors;

namespace ZenML.Formats.Tests;

public sealed class ValueLimitTests
{
    private const int Limit = 250_000;

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void A_document_can_have_as_many_values_as_the_limit_allows_and_no_more(string item)
    {
        // The list itself is a value.
        var most = List(item, Limit - 1);
        var tooMany = List(item, Limit);

        Assert.NotNull(ConfigurationJson.Parse(most));
        Assert.NotNull(ConfigurationJson.Parse(Encoding.UTF8.GetBytes(most)));
        Assert.All(
            (Action[])
            [
                () => ConfigurationJson.Parse(tooMany), () => ConfigurationJson.Parse(Encoding.UTF8.GetBytes(tooMany)),
                () => ConfigurationYaml.Parse($"# YAML\n{tooMany}"),
            ],
            read => Assert.Contains("too many values", Assert.Throws<ZenException>(read).Message, StringComparison.Ordinal));
        Assert.False(new StructuredText().TryRead(tooMany, out _));
    }

    [Fact]
    public void UTF_8_bytes_are_decoded_unchanged() => Generators.Configuration.Sample(
        value =>
        {
            var json = ConfigurationJson.Write(value);
            return ConfigurationJson.Parse(Encoding.UTF8.GetBytes(json)).Equals(ConfigurationJson.Parse(json));
        },
        iter: 1_000);

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'1' })]
    [InlineData(new byte[] { (byte)'1' })]
    public void A_leading_byte_order_mark_is_skipped(byte[] utf8) =>
        Assert.Equal(ConfigurationJson.Parse("1"), ConfigurationJson.Parse(utf8));

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    public void Bytes_that_are_not_UTF_8_are_rejected(byte[] utf8) => Assert.Throws<ZenException>(() => ConfigurationJson.Parse(utf8));

    private static string List(string item, int count) => $"[{string.Join(',', Enumerable.Repeat(item, count))}]";
}
