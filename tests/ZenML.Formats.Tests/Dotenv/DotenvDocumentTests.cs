using ZenML.Formats.Dotenv;

namespace ZenML.Formats.Tests.Dotenv;

public sealed class DotenvDocumentTests
{
    [Theory]
    [InlineData("A=x", "x")]
    [InlineData("A = x", "x")]
    [InlineData("  A=x  ", "x")]
    [InlineData("\tA\t=\tx\t", "x")]
    [InlineData("export A=x", "x")]
    [InlineData("export\tA=x", "x")]
    [InlineData("A=", "")]
    [InlineData("A=   ", "")]
    [InlineData("A=''", "")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=x y  z", "x y  z")]
    [InlineData("A=x # comment", "x")]
    [InlineData("A=x\t# comment", "x")]
    [InlineData("A='x' # comment", "x")]
    [InlineData("A='x'# comment", "x")]
    [InlineData("A=\"x # y\"", "x # y")]
    [InlineData("A=x=y=", "x=y=")]
    [InlineData("A=it's \"fine\"", "it's \"fine\"")]
    [InlineData("A=C:\\new\\table", "C:\\new\\table")]
    [InlineData("A='C:\\new\\table'", "C:\\new\\table")]
    [InlineData("A=\"first\\nsecond\\r\"", "first\nsecond\r")]
    [InlineData("A=\"first\nsecond\"", "first\nsecond")]
    [InlineData("A='first\n# second\n'", "first\n# second\n")]
    [InlineData("A='first\r\nsecond'\r\n", "first\nsecond")]
    [InlineData("A=x\r\nB=y", "x")]
    [InlineData("A=x\rB=y", "x")]
    [InlineData("\uFEFFA=x", "x")]
    [InlineData("# comment\n\n  # another\nA=x\n", "x")]
    [InlineData("A='  x  '", "  x  ")]
    [InlineData("A=\"\\d\\s\"", "\\d\\s")]
    [InlineData("A=\u2028x\u00A0", "x")]
    public void What_all_programs_read_alike_is_read_without_a_warning(string text, string value)
    {
        var document = DotenvDocument.Parse(text);

        Assert.Equal(value, document.Values["A"].Reveal());
        Assert.Empty(document.Warnings);
    }

    [Theory]
    [InlineData("A=x#y", "x#y", "has a #")]
    [InlineData("A=#xy", "#xy", "has a #")]
    [InlineData("A=x#y # comment", "x#y", "has a #")]
    [InlineData("A=`x y`", "`x y`", "backquote")]
    [InlineData("A=x${Y}", "x${Y}", "has a $")]
    [InlineData("A=x$Y", "x$Y", "has a $")]
    [InlineData("A=x$$", "x$$", "has a $")]
    [InlineData("A='x${Y}'", "x${Y}", "has a $")]
    [InlineData("A=\"x$Y\"", "x$Y", "has a $")]
    [InlineData("A=\"x\\ty\"", "x\ty", "escape")]
    [InlineData("A=\"x\\\"y\"", "x\"y", "escape")]
    [InlineData("A=\"x\\\\\"", "x\\", "escape")]
    [InlineData("A=\"x\\$y\"", "x\\$y", "escape")]
    [InlineData("A=\"x\\'y\"", "x\\'y", "escape")]
    [InlineData("A='x\\'y'", "x'y", "escape")]
    [InlineData("A='x\\\\y'", "x\\\\y", "escape")]
    public void What_programs_read_differently_is_read_with_a_warning_that_has_the_key_and_the_line_and_no_value(
        string text, string value, string reason)
    {
        var document = DotenvDocument.Parse("B=1\n" + text);

        Assert.Equal(value, document.Values["A"].Reveal());
        Assert.Contains(document.Warnings, warning => warning.Contains(reason, StringComparison.Ordinal));
        Assert.All(document.Warnings, warning => Assert.Contains("'A' (line 2)", warning, StringComparison.Ordinal));
        Assert.All(document.Warnings, warning => Assert.DoesNotContain("x", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("A='x$Y'")]
    [InlineData("A=x$")]
    [InlineData("A=5$ and more")]
    public void A_dollar_that_no_program_replaces_is_no_warning(string text) => Assert.Empty(DotenvDocument.Parse(text).Warnings);

    [Theory]
    [InlineData("A=x\u2028'y'")]
    [InlineData("A=1 # \u2028B=2")]
    [InlineData("A='1' # \u2029B=2")]
    [InlineData("# \u2028B=2\nA=1")]
    public void A_line_separator_outside_quotes_does_not_end_a_line_and_is_a_warning(string text)
    {
        var document = DotenvDocument.Parse(text);

        Assert.Equal("A", Assert.Single(document.Values.Keys));
        Assert.StartsWith("Line 1 has a Unicode line separator", Assert.Single(document.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_of_two_values_of_a_key_is_read_in_the_place_of_the_first_with_a_warning()
    {
        var document = DotenvDocument.Parse("A=1\nB='2\n2'\nA=3\n");

        Assert.Equal(["A", "B"], document.Values.Keys);
        Assert.Equal("3", document.Values["A"].Reveal());
        Assert.Equal("The key 'A' appears twice, in lines 1 and 4. The last value is used.", Assert.Single(document.Warnings));
    }

    [Theory]
    [InlineData("canary", "line 1, column 1")]
    [InlineData("A=1\ncanary", "line 2, column 1")]
    [InlineData("A=1\n  export canary", "line 2, column 3")]
    [InlineData("A='1\n2'\n=canary", "line 3, column 1")]
    [InlineData("export =canary", "line 1, column 1")]
    [InlineData("A B=canary", "line 1, column 1")]
    [InlineData("\u00E4=canary", "line 1, column 1")]
    [InlineData("A: canary", "line 1, column 1")]
    [InlineData("A='canary", "line 1, column 3")]
    [InlineData("A=1\nB= \"canary\\\"\nC=2\n", "line 2, column 4")]
    [InlineData("A='x' canary", "line 1, column 7")]
    [InlineData("A=\"x\ny\" canary", "line 2, column 4")]
    [InlineData("A='x''canary'", "line 1, column 6")]
    [InlineData("A= # canary", "line 1, column 4")]
    public void A_file_that_programs_reject_or_read_in_parts_is_an_error_with_its_place_and_without_its_text(string text, string place)
    {
        var message = Refusal.Of(() => DotenvDocument.Parse(text));

        Assert.Contains($"({place})", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# A=1\n")]
    public void A_file_without_keys_is_an_error(string text) =>
        Assert.Contains("no keys", Refusal.Of(() => DotenvDocument.Parse(text)), StringComparison.Ordinal);

    [Fact]
    public void Only_the_first_of_very_many_warnings_are_listed()
    {
        var document = DotenvDocument.Parse(string.Concat(Enumerable.Range(0, 1_000).Select(index => $"K{index}=a#b\n")));

        Assert.Equal(51, document.Warnings.Count);
        Assert.Equal("... and 950 more warnings.", document.Warnings[^1]);
    }

    [Theory]
    [InlineData("A=", "\\")]
    [InlineData("A='", "\\")]
    [InlineData("A=\"", "\\\"")]
    [InlineData("A=", " #")]
    [InlineData("A=", "${")]
    [InlineData("", "'")]
    [InlineData("", "\n#")]
    [InlineData("A='", "\n")]
    public void Millions_of_hard_characters_are_read_or_refused_at_once(string start, string repeated)
    {
        try
        {
            DotenvDocument.Parse(start + string.Concat(Enumerable.Repeat(repeated, 3_000_000)));
        }
        catch (Core.Errors.ZenException)
        {
            // Reading takes linear time either way: the test would not end otherwise.
        }
    }

    [Fact]
    public void A_text_that_no_secret_could_fill_and_too_many_lines_are_refused()
    {
        Assert.Contains(
            "too long", Refusal.Of(() => DotenvDocument.Parse("A=" + new string('x', 9 * 1024 * 1024))), StringComparison.Ordinal);
        Assert.Contains(
            "too many values",
            Refusal.Of(() => DotenvDocument.Parse(string.Concat(Enumerable.Repeat("A=1\n", 250_001)))),
            StringComparison.Ordinal);
        Assert.Contains("Unicode", Refusal.Of(() => DotenvDocument.Parse("A=canary\ud800")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A=1", true)]
    [InlineData("# c\nexport A=1", true)]
    [InlineData("A: 1", false)]
    [InlineData("{\"A\": 1}", false)]
    [InlineData("", false)]
    public void A_dotenv_file_is_told_from_YAML_and_JSON_by_its_first_line(string text, bool isDotenv) =>
        Assert.Equal(isDotenv, DotenvDocument.IsLikely(text));
}
