namespace ZenML.EndToEnd.Tests.Stacks;

public sealed class RegisterSecretsTests : EndToEndTest
{
    [Fact]
    public async Task Register_secrets_prompts_for_every_missing_value_and_then_the_stack_validates()
    {
        await TrackedStack.RegisterAsync(Zenml);
        await using var terminal = Zenml.OnTerminal(80, "stack", "register-secrets", "tracked");
        await terminal.AnswerAsync("mlflow_secret.username", "first-answer");
        await terminal.AnswerAsync("mlflow_secret.password", "second-answer");

        var (exitCode, seen) = await terminal.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("answer", seen, StringComparison.Ordinal);
        Assert.Equal("first-answer", await Zenml.ValueAsync("mlflow_secret", "username"));
        Assert.Equal("second-answer", await Zenml.ValueAsync("mlflow_secret", "password"));
        await Zenml.OkAsync("stack", "validate", "tracked");
    }

    [Fact]
    public async Task Register_secrets_keeps_existing_values_with_skip_existing()
    {
        await TrackedStack.RegisterAsync(Zenml);
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--username=", "--unrelated=1");
        await using var terminal = Zenml.OnTerminal(80, "stack", "register-secrets", "tracked", "--skip-existing");
        await terminal.AnswerAsync("mlflow_secret.password", "@@home");

        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        Assert.Equal([new("username", ""), new("unrelated", "1"), new("password", "@home")], await Zenml.ValuesAsync("mlflow_secret"));
    }

    [Fact]
    public async Task Register_secrets_without_skip_existing_keeps_a_value_when_the_answer_is_empty()
    {
        await TrackedStack.RegisterAsync(Zenml);
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--username=kept", "--password=old");
        await using var terminal = Zenml.OnTerminal(80, "stack", "register-secrets", "tracked");
        await terminal.AnswerAsync("mlflow_secret.username", "");
        await terminal.AnswerAsync("mlflow_secret.password", "new");

        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        Assert.Equal([new("username", "kept"), new("password", "new")], await Zenml.ValuesAsync("mlflow_secret"));
    }

    [Fact]
    public async Task Register_secrets_can_set_a_missing_value_to_empty()
    {
        await TrackedStack.RegisterAsync(Zenml);
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--username=old");
        await using var terminal = Zenml.OnTerminal(80, "stack", "register-secrets", "tracked");
        await terminal.AnswerAsync("mlflow_secret.username", "");
        await terminal.AnswerAsync("mlflow_secret.password", "");
        await terminal.AnswerAsync("to an empty value?", "n");
        await terminal.AnswerAsync("mlflow_secret.password", "");
        await terminal.AnswerAsync("to an empty value?", "y");

        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        Assert.Equal([new("username", "old"), new("password", "")], await Zenml.ValuesAsync("mlflow_secret"));
    }

    [Fact]
    public async Task Register_secrets_needs_no_terminal_when_no_value_is_missing()
    {
        await Zenml.OkAsync("stack", "register-secrets");
        await TrackedStack.RegisterAsync(Zenml);
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--username=u", "--password=p");

        Assert.Equal("", (await Zenml.OkAsync("stack", "register-secrets", "tracked", "--skip-existing")).Out);
    }

    [Fact]
    public async Task Register_secrets_aborts_without_a_terminal_and_an_unknown_stack_is_an_error()
    {
        await TrackedStack.RegisterAsync(Zenml);

        Assert.Contains(
            "is needed", (await Zenml.FailsAsync("stack", "register-secrets", "tracked")).Error, StringComparison.Ordinal);
        Assert.Empty((await Zenml.JsonAsync("secret", "list")).AsArray());
        Assert.Contains("'nope'", (await Zenml.FailsAsync("stack", "register-secrets", "nope")).Error, StringComparison.Ordinal);
    }
}
