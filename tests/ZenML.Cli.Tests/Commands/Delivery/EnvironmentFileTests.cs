using ZenML.Cli.Commands.Delivery;
using ZenML.Core.Errors;

namespace ZenML.Cli.Tests.Commands.Delivery;

public sealed class EnvironmentFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A = b ", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("\ufeff# c\r\n\r\n  A=b\r\n", "b")]
    [InlineData("A=", "")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=b c # comment", "b c")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=#c", "#c")]
    [InlineData("A= # comment", "")]
    [InlineData("A=b=c==", "b=c==")]
    [InlineData("A='b\"\\n${C}' # comment", "b\"\\n${C}")]
    [InlineData("A=\"b\\n\\t\\\"\\\\\\$\\q\"", "b\n\t\"\\$\\q")]
    [InlineData("A=\"b\nc\"", "b\nc")]
    [InlineData("A=it's", "it's")]
    [InlineData("A=${B}", "${B}")]
    public void A_value_is_read_as_other_programs_read_it(string text, string expected)
    {
        var line = Assert.Single(EnvironmentFile.Read(text, ".env"));

        Assert.Equal(("A", expected), (line.Name, line.Text));
    }

    [Fact]
    public void Lines_are_counted_across_values_with_several_lines() => Assert.Equal(
        [("A", 1), ("B", 4), ("C", 5)],
        EnvironmentFile.Read("A='1\n2\n3'\nB=1\nC=2", ".env").Select(line => (line.Name, line.Line)));

    [Fact]
    public void All_mistakes_are_named_by_their_lines_and_never_by_their_text()
    {
        var exception = Assert.Throws<ZenException>(
            () => EnvironmentFile.Read("hunter2\nA=b\n1B=hunter2\nC='hunter2' x\nD=\"hunter2", ".env"));

        Assert.Equal(
            ["line 1", "line 3", "line 4", "line 5"],
            exception.Message.Split('\n').Skip(1).Select(line => line.Trim().Split(':')[0]));
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
            var exception = Record.Exception(() => EnvironmentFile.Read(text, ".env"));
            Assert.True(exception is null or ZenException, $"'{text}': {exception}");
        }
    }
}
