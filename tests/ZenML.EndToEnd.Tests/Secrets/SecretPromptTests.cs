namespace ZenML.EndToEnd.Tests.Secrets;

public sealed class SecretPromptTests : EndToEndTest
{
    [Fact]
    public async Task Create_prompts_for_keys_and_hidden_values()
    {
        await using var terminal = Zenml.OnTerminal(80, "secret", "create", "typed", "-i");
        await terminal.AnswerAsync("Key", "username");
        await terminal.AnswerAsync("'username'", "s3cret-typed");
        await terminal.AnswerAsync("[y/n]", "y");
        await terminal.AnswerAsync("Key", "two words");
        await terminal.AnswerAsync("'two words'", "hunter2");
        await terminal.AnswerAsync("[y/n]", "n");

        var (exitCode, seen) = await terminal.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("username", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-typed", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", seen, StringComparison.Ordinal);
        Assert.Equal([new("username", "s3cret-typed"), new("two words", "hunter2")], await Zenml.ValuesAsync("typed"));
    }

    [Fact]
    public async Task A_repeated_key_causes_a_warning_and_another_prompt()
    {
        await using var terminal = Zenml.OnTerminal(80, "secret", "create", "typed", "-i");
        await terminal.AnswerAsync("Key", "k");
        await terminal.AnswerAsync("'k'", "first");
        await terminal.AnswerAsync("[y/n]", "y");
        await terminal.AnswerAsync("Key", "k");
        await terminal.SeeAsync("Warning");
        await terminal.AnswerAsync("[y/n]", "n");

        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        Assert.Equal([new("k", "first")], await Zenml.ValuesAsync("typed"));
    }

    [Fact]
    public async Task Typed_values_may_be_empty_and_unicode()
    {
        await using var terminal = Zenml.OnTerminal(80, "secret", "create", "typed", "--interactive");
        await terminal.AnswerAsync("Key", "empty");
        await terminal.AnswerAsync("'empty'", "");
        await terminal.AnswerAsync("[y/n]", "y");
        await terminal.AnswerAsync("Key", "clé");
        await terminal.AnswerAsync("'clé'", "ünïcødé 🔑 @not-a-file");
        await terminal.AnswerAsync("[y/n]", "n");

        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        Assert.Equal([new("empty", ""), new("clé", "ünïcødé 🔑 @not-a-file")], await Zenml.ValuesAsync("typed"));
    }

    [Fact]
    public async Task Update_keeps_or_replaces_each_key_and_can_add_more()
    {
        await Zenml.OkAsync("secret", "create", "s", "--kept=1", "--replaced=2", "--emptied=3");
        await using var terminal = Zenml.OnTerminal(80, "secret", "update", "s", "-i");
        await terminal.AnswerAsync("'kept'", "");
        await terminal.AnswerAsync("'replaced'", "y");
        await terminal.AnswerAsync("'replaced'", "hunter2");
        await terminal.AnswerAsync("'emptied'", "y");
        await terminal.AnswerAsync("'emptied'", "");
        await terminal.AnswerAsync("to an empty value", "y");
        await terminal.AnswerAsync("new key", "y");
        await terminal.AnswerAsync("Key", "added");
        await terminal.AnswerAsync("'added'", "4");
        await terminal.AnswerAsync("new key", "n");

        var (exitCode, seen) = await terminal.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("hunter2", seen, StringComparison.Ordinal);
        Assert.Equal([new("kept", "1"), new("replaced", "hunter2"), new("emptied", ""), new("added", "4")], await Zenml.ValuesAsync("s"));
    }

    [Fact]
    public async Task Delete_can_be_declined_and_confirmed()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        await using (var refused = Zenml.OnTerminal(80, "secret", "delete", "s"))
        {
            await refused.AnswerAsync("[y/n]", "what");
            await refused.AnswerAsync("[y/n]", "n");
            Assert.Equal(0, (await refused.EndAsync()).ExitCode);
        }

        Assert.Equal("v", await Zenml.ValueAsync("s", "k"));
        await using var confirmed = Zenml.OnTerminal(80, "secret", "delete", "s");
        await confirmed.AnswerAsync("[y/n]", "y");
        Assert.Equal(0, (await confirmed.EndAsync()).ExitCode);
        await Zenml.FailsAsync("secret", "get", "s");
    }

    [Fact]
    public async Task Interactive_input_and_arguments_cannot_be_combined()
    {
        await Zenml.MisusesAsync("secret", "create", "s", "-i", "--a=1");
        await Zenml.MisusesAsync("secret", "create", "s", "-i", "--values={\"a\":\"1\"}");
        await Zenml.FailsAsync("secret", "create", "s");
    }

    [Fact]
    public async Task Without_a_terminal_questions_abort_and_nothing_is_stored()
    {
        Assert.Contains(
            "Input is required",
            (await Zenml.RunWithInputAsync("k\nv\nn\n", "secret", "create", "s", "-i")).Expect(1).Error,
            StringComparison.Ordinal);
        Assert.Empty((await Zenml.JsonAsync("secret", "list")).AsArray());
    }
}
