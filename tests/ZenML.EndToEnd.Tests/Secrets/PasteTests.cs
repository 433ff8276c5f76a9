using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Secrets;

/// <summary>Text that is pasted at prompts of a terminal.</summary>
public sealed class PasteTests : EndToEndTest
{
    private const string Key = "-----BEGIN KEY-----\rb3BlbnNzaC1r\rZXktdjE=\r-----END KEY-----\r";

    [Fact]
    public async Task A_pasted_text_of_several_lines_is_one_value_in_a_terminal_that_marks_pastes()
    {
        await using var terminal = Zenml.OnTerminal(80, "secret", "create", "typed", "-i");
        await terminal.AnswerAsync("Key", "key");
        await terminal.SeeAsync("'key'");
        await terminal.SendAsync($"\u001b[200~{Key}\u001b[201~");
        await terminal.TypeAsync("");
        await terminal.AnswerAsync("[y/n]", "n");

        var (exitCode, seen) = await terminal.EndAsync();
        Assert.True(exitCode == 0, seen);
        Assert.DoesNotContain("BEGIN", seen, StringComparison.Ordinal);
        Assert.Equal("\u001b[?2004h\u001b[?2004l", ZenmlTerminal.MarksOfPastes(seen));
        Assert.Equal([new("key", Key.Replace('\r', '\n'))], await Zenml.ValuesAsync("typed"));
    }

    [Theory]
    [InlineData("first line\rsecond line\rthird line\r")]
    [InlineData("first line\rsecond line")]
    [InlineData("first line\r\rthird line\r")]
    [InlineData(Key)]
    public async Task A_pasted_text_of_several_lines_stores_nothing_in_a_terminal_that_does_not_mark_pastes(string paste)
    {
        await using var terminal = Zenml.OnTerminal(80, "secret", "create", "typed", "-i");
        await terminal.AnswerAsync("Key", "first");
        await terminal.SeeAsync("'first'");
        await terminal.SendAsync(paste);

        var (exitCode, seen) = await terminal.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("Several lines were pasted at once", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("first line", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", seen, StringComparison.Ordinal);
        await Zenml.FailsAsync("secret", "get", "typed");
    }

    [Theory]
    [InlineData("name\rvalue\ry\r")]
    [InlineData("name\rvalue")]
    public async Task Lines_pasted_at_a_prompt_do_not_answer_the_next_prompt(string paste)
    {
        await using var terminal = Zenml.OnTerminal(80, "secret", "create", "typed", "-i");
        await terminal.SeeAsync("Key");
        await terminal.SendAsync(paste);

        Assert.Equal(1, (await terminal.EndAsync()).ExitCode);
        await Zenml.FailsAsync("secret", "get", "typed");
    }

    [Fact]
    public async Task A_pasted_text_never_confirms_a_question()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        await using var terminal = Zenml.OnTerminal(80, "secret", "delete", "s");
        await terminal.SeeAsync("[y/n]");
        await terminal.SendAsync("y\rzenml secret list\r");

        Assert.Equal(1, (await terminal.EndAsync()).ExitCode);
        Assert.Equal("v", await Zenml.ValueAsync("s", "k"));
    }

    [Fact]
    public async Task The_rest_of_a_pasted_text_is_not_executed_by_the_shell()
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            "\"$0\" secret create typed -i; echo ended; read -r left; echo \"left <$left>\"");
        await terminal.AnswerAsync("Key", "first");
        await terminal.SeeAsync("'first'");
        await terminal.SendAsync("one\rtwo\rthree");
        await terminal.SeeAsync("ended");
        await terminal.TypeAsync("fresh");

        Assert.Contains("left <fresh>", (await terminal.EndAsync()).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_line_is_stored_completely()
    {
        var value = new string('x', 20_000);
        await using var terminal = Zenml.OnTerminal(80, "secret", "create", "typed", "-i");
        await terminal.AnswerAsync("Key", "key");
        await terminal.AnswerAsync("'key'", value);
        await terminal.AnswerAsync("[y/n]", "n");

        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        Assert.Equal(value, await Zenml.ValueAsync("typed", "key"));
    }
}
