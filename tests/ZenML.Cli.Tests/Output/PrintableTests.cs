using CsCheck;
using ZenML.Cli.Output;

namespace ZenML.Cli.Tests.Output;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain ünïcødé 🔑", "plain ünïcødé 🔑")]
    [InlineData("a\tb", "a\\tb")]
    [InlineData("a\r\nb", "a\\r\\nb")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("\u009b", "\\u009b")]
    [InlineData("\u202eabc", "\\u202eabc")]
    [InlineData("my\u200bsecret\ufeff", "my\\u200bsecret\\ufeff")]
    [InlineData("a\u00adb\u2028c", "a\\u00adb\\u2028c")]
    [InlineData("tag\U000e0041", "tag\\U000e0041")]
    public void Cells_show_control_characters_as_escapes(string text, string shown) => Assert.Equal(shown, Printable.Cell(text));

    [Fact]
    public void Text_of_several_lines_keeps_its_line_breaks_and_escapes_other_control_characters()
    {
        Assert.Equal("a\nb\\t", Printable.Line("a\nb\t"));
    }

    [Fact]
    public void Displayed_text_cannot_control_a_terminal()
    {
        Gen.String.Sample(
            text => !Printable.Cell(text).Any(char.IsControl)
                && !Printable.Line(text).Any(character => char.IsControl(character) && character != '\n'));
    }
}
