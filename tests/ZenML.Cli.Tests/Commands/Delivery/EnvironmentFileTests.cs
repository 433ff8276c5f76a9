using ZenML.Cli.Commands.Delivery;
using ZenML.Core.Errors;

namespace ZenML.Cli.Tests.Commands.Delivery;

public sealed class EnvironmentFileTests
{
    private readonly List<string> warnings = [];

    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A = b ", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("\ufeff# c\r\n\r\n  A=b\r\n", "b")]
    [InlineData("A=", "")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=b c # comment", "b c")]
    [InlineData("A=b=c==", "b=c==")]
    [InlineData("A='b\"\\n${C}' # comment", "b\"\\n${C}")]
    [InlineData("A=\"b\nc\"", "b\nc")]
    [InlineData("A=it's", "it's")]
    public void A_value_is_read_as_other_programs_read_it(string text, string expected)
    {
        var line = Assert.Single(EnvironmentFile.Read(text, ".env", _ => { }));

        Assert.Equal(("A", expected), (line.Name, line.Text));
    }

    [Theory]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=#c", "#c")]
    [InlineData("A=${B}", "${B}")]
    [InlineData("A=\"b\\n\\t\\\"\\\\\\$\\q\"", "b\n\t\"\\\\$\\q")]
    public void What_other_programs_read_differently_is_read_with_a_warning_that_names_the_file_and_the_line(string text, string expected)
    {
        var line = Assert.Single(EnvironmentFile.Read(text, ".env", warnings.Add));

        Assert.Equal(("A", expected), (line.Name, line.Text));
        Assert.All(warnings, warning => Assert.StartsWith("In '.env': The value of 'A' (line 1) ", warning, StringComparison.Ordinal));
        Assert.NotEmpty(warnings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n\n")]
    public void A_file_can_be_without_variables(string text) => Assert.Empty(EnvironmentFile.Read(text, ".env", warnings.Add));

    [Fact]
    public void Lines_are_counted_across_values_with_several_lines() => Assert.Equal(
        [("A", 1), ("B", 4), ("C", 5)],
        EnvironmentFile.Read("A='1\n2\n3'\nB=1\nC=2", ".env", warnings.Add).Select(line => (line.Name, line.Line)));

    [Theory]
    [InlineData("hunter2", "line 1")]
    [InlineData("A=b\nB C=hunter2", "line 2")]
    [InlineData("A=b\n\nC='hunter2' x", "line 3")]
    [InlineData("D=\"hunter2", "line 1")]
    [InlineData("A= # hunter2", "line 1")]
    public void A_mistake_is_named_with_file_and_line_and_never_by_its_text(string text, string line)
    {
        var exception = Assert.Throws<ZenException>(() => EnvironmentFile.Read(text, ".env", warnings.Add));

        Assert.StartsWith("Cannot read the variables in '.env': ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(line, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_keys_that_are_no_variables_are_named_with_their_lines()
    {
        var exception = Assert.Throws<ZenException>(
            () => EnvironmentFile.Read("1B=hunter2\nA=b\na.b=hunter2", ".env", warnings.Add));

        Assert.Equal(
            ["Cannot read the variables in '.env':", "  line 1: '1B' is no variable", "  line 3: 'a.b' is no variable"],
            exception.Message.Split('\n').Select(line => line.Split(". Use")[0].TrimEnd()));
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_either_read_or_refused()
    {
        const string Alphabet = "AB=='\"\\n# \n\r\t$é";
        var random = new Random(56);
        for (var round = 0; round < 50_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var exception = Record.Exception(() => EnvironmentFile.Read(text, ".env", _ => { }));
            Assert.True(exception is null or ZenException, $"'{text}': {exception}");
        }
    }
}
