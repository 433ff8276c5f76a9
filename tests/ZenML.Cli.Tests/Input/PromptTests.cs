using ZenML.Cli.Input;
using ZenML.Core.Errors;

namespace ZenML.Cli.Tests.Input;

public sealed class PromptTests : IDisposable
{
    private readonly CliHost host = new();
    private readonly StringWriter talk = new() { NewLine = "\n" };

    public void Dispose()
    {
        talk.Dispose();
        host.Dispose();
    }

    [Fact]
    public void Prompts_end_without_a_line_break()
    {
        Assert.Equal("k", On(new FakeTerminal("", "k")).AskText("Key"));
        Assert.Equal("Key: Key: ", talk.ToString());
    }

    [Fact]
    public void Values_are_typed_without_echo_and_can_be_empty()
    {
        var terminal = new FakeTerminal("hunter2", "", "seen");
        var prompt = On(terminal);

        Assert.Equal("hunter2", prompt.AskHidden("Value"));
        Assert.Equal("", prompt.AskHidden("Value"));
        Assert.Equal("seen", prompt.AskText("Key"));
        Assert.Equal(["hunter2", ""], terminal.Hidden);
        Assert.DoesNotContain("hunter2", talk.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("YES", true)]
    [InlineData(" n ", false)]
    [InlineData("no", false)]
    public void Confirmations_understand_yes_and_no(string answer, bool meant)
    {
        Assert.Equal(meant, On(new FakeTerminal(answer)).Confirm("Sure?"));
        Assert.Equal("Sure? [y/n]: ", talk.ToString());
    }

    [Fact]
    public void An_unclear_answer_is_asked_for_again_and_an_empty_answer_means_the_default()
    {
        Assert.True(On(new FakeTerminal("what", "", "y")).Confirm("Sure?"));
        Assert.False(On(new FakeTerminal("")).Confirm("Sure?", assumed: false));
        Assert.True(On(new FakeTerminal("")).Confirm("Sure?", assumed: true));
    }

    [Fact]
    public void A_prompt_aborts_without_a_terminal_or_at_the_end_of_input()
    {
        Assert.Equal(
            ErrorCode.Aborted,
            Assert.Throws<ZenException>(() => On(new FakeTerminal("y") { CanAsk = false }).Confirm("Sure?")).Code);
        Assert.Equal(ErrorCode.Aborted, Assert.Throws<ZenException>(() => On(new FakeTerminal()).AskHidden("Value")).Code);
    }

    private Prompt On(FakeTerminal terminal) => new(host.Environment(TextWriter.Null, talk, terminal));
}
