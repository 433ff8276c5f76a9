using System.Text;
using ZenML.Cli.Input;
using ZenML.Core.Errors;

namespace ZenML.Cli.Tests.Input;

/// <summary>
/// How typed and pasted text becomes an answer. <c>[[</c> and <c>]]</c> stand for the start and end marks of a paste.
/// </summary>
public sealed class TypedLineTests
{
    [Theory]
    [InlineData("typed\r", "typed")]
    [InlineData("typed\n", "typed")]
    [InlineData("typed\r\n", "typed")]
    [InlineData("\r", "")]
    [InlineData("[[]]\r", "")]
    [InlineData("[[pasted]]\r", "pasted")]
    [InlineData("[[one\rtwo\rthree]]\r", "one\ntwo\nthree")]
    [InlineData("[[one\r\ntwo\r\n]]\r", "one\ntwo\n")]
    [InlineData("[[one\ntwo\n]]\n", "one\ntwo\n")]
    [InlineData("[[one\n\n\ntwo]]\r", "one\n\n\ntwo")]
    [InlineData("[[a line that was copied with its end\r]]\r", "a line that was copied with its end")]
    [InlineData("before [[pasted\rtext]] after\r", "before pasted\ntext after")]
    [InlineData("[[one]][[two]]\r", "onetwo")]
    [InlineData("[[tab\tand \u007F, \b, \u0004, \u0015 and \u0017]]\r", "tab\tand \u007F, \b, \u0004, \u0015 and \u0017")]
    [InlineData("[[a start in a paste: [[]]\r", "a start in a paste: \u001b[200~")]
    [InlineData("wrogn\b\b\bong\r", "wrong")]
    [InlineData("clé\u007Fe\u007F\u007F\u007F\u007Fx\r", "x")]
    [InlineData("🔑\u007F\r", "")]
    [InlineData("wrong\u0015right\r", "right")]
    [InlineData("two words  \u0017one\r", "two one")]
    [InlineData("not at its start\u0004\r", "not at its start")]
    [InlineData("\u001b[A is no mark\r", "\u001b[A is no mark")]
    public void An_answer_is_the_typed_and_pasted_text(string sent, string expected)
    {
        var bytes = Bytes(sent);

        Assert.Equal(expected, Take(bytes).Read());
        Assert.Equal(expected, TakeOneByOne(bytes).Read());
    }

    [Theory]
    [InlineData("one\rtwo\r")]
    [InlineData("one\rtwo")]
    [InlineData("one\n\n")]
    [InlineData("\r\r")]
    [InlineData("\r\n\n")]
    [InlineData("[[one]]\r\rtwo")]
    public void Input_after_an_answer_is_detected_and_is_not_part_of_the_answer(string sent)
    {
        var line = Take(Bytes(sent));

        Assert.True(line.IsFollowed);
        Assert.DoesNotContain("two", line.Read(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one\r")]
    [InlineData("one\r\n")]
    [InlineData("[[one\rtwo\r\n]]\r")]
    public void A_single_line_has_no_input_after_it(string sent) => Assert.False(Take(Bytes(sent)).IsFollowed);

    [Theory]
    [InlineData("[[one\rtwo\r")]
    [InlineData("[[one\r\u001b[20")]
    public void A_paste_without_its_end_mark_is_not_an_answer(string sent) => Assert.False(Take(Bytes(sent)).IsComplete);

    [Fact]
    public void The_end_of_input_is_not_an_answer()
    {
        var line = Take([0x04]);

        Assert.True(line.IsEnded);
        Assert.Null(line.Read());
    }

    [Theory]
    [InlineData(TypedLine.MaximumBytes, false)]
    [InlineData(TypedLine.MaximumBytes, true)]
    [InlineData(5000, false)]
    public void A_long_answer_is_not_truncated(int length, bool isPasted)
    {
        var text = new string('x', length);

        Assert.Equal(text, Take(Bytes(isPasted ? $"[[{text}]]\r" : $"{text}\r")).Read());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(100_000, false)]
    [InlineData(100_000, true)]
    public void An_answer_that_is_too_long_is_rejected_when_it_is_complete(int more, bool isPasted)
    {
        var text = new string('x', TypedLine.MaximumBytes + more);
        var line = Take(Bytes(isPasted ? $"[[{text}]]\r" : $"{text}\r"));

        Assert.True(line.IsComplete);
        Assert.Equal(ErrorCode.TooLarge, Assert.Throws<ZenException>(line.Read).Code);
    }

    [Fact]
    public void An_answer_that_is_not_UTF_8_is_rejected_and_not_shown()
    {
        var line = Take([(byte)'s', 0xFC, (byte)'\r']);

        Assert.DoesNotContain("s\u00fc", Assert.Throws<ZenException>(line.Read).Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string sent) => Encoding.UTF8.GetBytes(
        sent.Replace("[[", "\u001b[200~", StringComparison.Ordinal).Replace("]]", "\u001b[201~", StringComparison.Ordinal));

    private static TypedLine Take(ReadOnlySpan<byte> bytes)
    {
        var line = new TypedLine();
        line.Take(bytes);
        return line;
    }

    private static TypedLine TakeOneByOne(byte[] bytes)
    {
        var line = new TypedLine();
        foreach (var one in bytes)
        {
            if (!line.IsComplete)
            {
                line.Take([one]);
            }
        }

        return line;
    }
}
