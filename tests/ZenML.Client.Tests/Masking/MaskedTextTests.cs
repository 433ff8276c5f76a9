using CsCheck;
using ZenML.Client.Masking;

namespace ZenML.Client.Tests.Masking;

public sealed class MaskedTextTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["ab\n "], 0, 40];

    [Theory]
    [InlineData("the password is abc123.", "the password is ***.")]
    [InlineData("abc123", "***")]
    [InlineData("xabc123y", "x***y")]
    [InlineData("abc12 abc123", "abc12 ***")]
    [InlineData("abcabc123", "abc***")]
    public void A_value_is_masked_wherever_it_appears(string text, string expected) => Assert.Equal(expected, Values("abc123").Mask(text));

    [Fact]
    public void Overlapping_values_are_masked_together() => Assert.Equal("x***x", Values("abcdef", "defghi").Mask("xabcdefghix"));

    [Fact]
    public void A_value_inside_another_value_does_not_reveal_the_rest_of_it() =>
        Assert.Equal("***", Values("1234", "12345678").Mask("12345678"));

    [Theory]
    [InlineData("ssl is on", "ssl is ***")]
    [InlineData("connection", "connection")]
    [InlineData("on", "***")]
    [InlineData("turn_on", "turn_on")]
    [InlineData("(on)", "(***)")]
    public void A_short_value_is_masked_only_where_it_is_a_separate_word(string text, string expected) =>
        Assert.Equal(expected, Values("on").Mask(text));

    [Fact]
    public void Each_longer_line_of_a_multiline_value_is_masked()
    {
        var values = Values("first line\r\n  second line\n}\n");

        Assert.Equal("a *** b", values.Mask("a second line b"));
        Assert.Equal("***", values.Mask("first line"));
        Assert.Equal("} stays", values.Mask("} stays"));
    }

    [Fact]
    public void A_value_is_masked_without_the_line_break_at_the_end_of_its_file() =>
        Assert.Equal("pin *** ok", Values("042\n").Mask("pin 042 ok"));

    [Fact]
    public void Empty_and_blank_values_mask_nothing() => Assert.Equal("a b", Values("", " ", "\n").Mask("a b"));

    [Fact]
    public void Text_before_a_possible_start_of_a_value_is_written_at_once()
    {
        var stream = new MaskedText(Values("secret-value"));

        Assert.Equal("password: ", stream.Pass("password: sec"));
        Assert.Equal("", stream.Pass("ret-val"));
        Assert.Equal("***!", stream.Pass("ue!"));
    }

    [Fact]
    public void Text_that_only_started_like_a_value_is_written_as_soon_as_that_is_clear()
    {
        var stream = new MaskedText(Values("secret-value"));

        Assert.Equal("", stream.Pass("secret-"));
        Assert.Equal("secret-santa", stream.Pass("santa"));
        Assert.Equal("", stream.Pass("secret"));
        Assert.Equal("secret", stream.Pass("", isEnd: true));
    }

    [Fact]
    public void A_text_is_masked_the_same_however_it_is_split_into_pieces() =>
        Gen.Select(Text.Array[0, 4], Text, Gen.Int[1, 5]).Sample((secrets, text, size) =>
        {
            var values = Values(secrets);
            var stream = new MaskedText(values);
            var shown = string.Concat(text.Chunk(size).Select(piece => stream.Pass(piece))) + stream.Pass([], isEnd: true);

            Assert.Equal(values.Mask(text), shown);
            Assert.DoesNotContain(
                secrets,
                secret => secret.Trim().Length >= ObservedValues.FreeLength
                    && shown.Contains(secret, StringComparison.Ordinal));
        });

    private static ObservedValues Values(params string[] texts)
    {
        var values = new ObservedValues();
        foreach (var text in texts)
        {
            values.Add(text);
        }

        return values;
    }
}
