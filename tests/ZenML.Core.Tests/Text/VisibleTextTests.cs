using CsCheck;
using ZenML.Core.Text;

namespace ZenML.Core.Tests.Text;

public sealed class VisibleTextTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char["ab\\nrtuU08 \n\r\t\u202e\u200b\u00a0\ud83d\udd11"], 0, 24]);

    [Theory]
    [InlineData("plain ünïcødé 🔑", "plain ünïcødé 🔑")]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("a\\nb", "a\\\\nb")]
    [InlineData("a\\\nb", "a\\\\\\nb")]
    [InlineData("C:\\data\\x", "C:\\data\\x")]
    [InlineData("C:\\new", "C:\\\\new")]
    [InlineData("ends with \\", "ends with \\")]
    [InlineData("\u202e", "\\u202e")]
    [InlineData("\\u202e", "\\\\u202e")]
    [InlineData("no\u00a0break", "no\\u00a0break")]
    [InlineData("filler\u3164", "filler\\u3164")]
    [InlineData("selector\ufe0f", "selector\\ufe0f")]
    [InlineData("private\ue000", "private\\ue000")]
    [InlineData("tag\U000e0041", "tag\\U000e0041")]
    public void Hidden_characters_are_distinguished_from_text_that_looks_like_their_escapes(string text, string shown) =>
        Assert.Equal(shown, VisibleText.Escape(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_shown_as_its_escape() => Assert.Equal("half \\ud83d", VisibleText.Escape("half \ud83d"));

    [Fact]
    public void Two_different_texts_are_never_displayed_alike() =>
        Gen.Select(Texts, Texts).Sample((one, other) => one == other || VisibleText.Escape(one) != VisibleText.Escape(other), iter: 20_000);

    [Fact]
    public void An_escaped_text_can_be_unescaped() => Texts.Sample(text => Unescape(VisibleText.Escape(text)) == text, iter: 20_000);

    [Fact]
    public void Displayed_text_contains_no_hidden_character()
    {
        Texts.Sample(text => !VisibleText.HasHidden(VisibleText.Escape(text)));
        Texts.Sample(text => !VisibleText.HasHidden(VisibleText.EscapeMessage(text).Replace("\n", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_message_keeps_its_lines_and_its_backslashes() => Assert.Equal("a\nb \\n \\t", VisibleText.EscapeMessage("a\nb \\n \t"));

    private static string Unescape(string shown)
    {
        if (!System.Text.RegularExpressions.Regex.IsMatch(shown, @"\\[nrtuU\\]"))
        {
            return shown;
        }

        return System.Text.RegularExpressions.Regex.Replace(shown, @"\\(n|r|t|\\|u[0-9a-f]{4}|U[0-9a-f]{8})", match =>
            match.Groups[1].Value switch
        {
            "n" => "\n",
            "r" => "\r",
            "t" => "\t",
            "\\" => "\\",
            var code when code[0] == 'u' => ((char)Convert.ToInt32(code[1..], 16)).ToString(),
            var code => char.ConvertFromUtf32(Convert.ToInt32(code[1..], 16)),
        });
    }
}
