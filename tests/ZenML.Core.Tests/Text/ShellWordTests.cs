using ZenML.Core.Text;

namespace ZenML.Core.Tests.Text;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("ada.l@example.com", "ada.l@example.com")]
    [InlineData("https://zenml.example.com:8443/path", "https://zenml.example.com:8443/path")]
    [InlineData("@file", "'@file'")]
    [InlineData("", "''")]
    [InlineData("Ada L", "'Ada L'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("a;b", "'a;b'")]
    [InlineData("~", "'~'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("ädä", "'ädä'")]
    public void A_shell_reads_a_quoted_text_as_one_word(string text, string word) => Assert.Equal(word, ShellWord.Quote(text));
}
