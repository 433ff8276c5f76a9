namespace ZenML.Cli.Tests.Commands;

/// <summary>Common mistakes on the command line and the messages about them.</summary>
public class SlipTests : CommandTest
{
    [Theory]
    [InlineData("--scop=user", "Did you mean --scope?")]
    [InlineData("--Scope=user", "Did you mean --scope?")]
    [InlineData("--scoep=user", "Did you mean --scope?")]
    [InlineData("--valeus=x", "Did you mean --values?")]
    public async Task A_secret_key_that_resembles_an_option_is_stored_with_a_warning(string argument, string warning)
    {
        var run = await Host.RunAsync("secret", "create", "s", argument);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            $"Warning: This sets a key called '{argument[2..argument.IndexOf('=')]}'. {warning}",
            run.Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--password=user")]
    [InlineData("--scopes_of=user")]
    public async Task A_secret_key_that_does_not_resemble_an_option_causes_no_warning(string argument)
    {
        Assert.DoesNotContain("Warning", (await Host.RunAsync("secret", "create", "s", argument)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_starts_with_an_at_sign_is_not_printed_when_no_such_file_exists()
    {
        var argument = await Host.RunAsync("secret", "create", "s", "--password=@Hunter2!Secret");
        var document = await Host.RunAsync("secret", "create", "s", "--values=@Hunter2!Secret");
        var attribute = await Host.RunAsync(
            "experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password=@Hunter2!Secret");

        foreach (var run in new[] { argument, document, attribute })
        {
            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain("Hunter2", run.Out + run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_password_that_starts_with_an_at_sign_is_not_printed_at_a_prompt_that_asks_again()
    {
        var terminal = new FakeTerminal("password", "@Hunter2!Secret", "@@Hunter2!Secret", "n");
        var create = await Host.RunAsync(terminal, "secret", "create", "s", "-i");

        Assert.Equal(0, create.ExitCode);
        Assert.DoesNotContain("Hunter2", create.Out + create.Error, StringComparison.Ordinal);
        Assert.Contains("@Hunter2!Secret", (await Host.RunAsync("secret", "get", "s")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("@@Hunter2", (await Host.RunAsync("secret", "get", "s")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_secrets_does_not_print_a_password_that_starts_with_an_at_sign()
    {
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{zz.tok}}");
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t");

        var run = await Host.RunAsync(new FakeTerminal("@Hunter2!Secret", "fine"), "stack", "register-secrets", "s");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Hunter2", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_can_be_read_only_once_whatever_syntax_asks_for_it()
    {
        Host.Input = "{\"z\": \"1\"}";

        var run = await Host.RunAsync("secret", "create", "s", "--b=@-", "--values=@-");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("It can be read only once.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_mistake_on_the_command_line_gets_one_error_sentence()
    {
        var run = await Host.RunAsync("secret", "create", "s", "--b", "two");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has no '='", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("neither options nor attributes", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            "neither options nor attributes",
            (await Host.RunAsync("secret", "create", "s", "two")).Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("equals:User")]
    public async Task An_unknown_scope_is_rejected_with_the_two_valid_scopes(string scope)
    {
        var run = await Host.RunAsync("secret", "list", $"--scope={scope}");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("must be 'workspace' or 'user'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("equals:workspace")]
    [InlineData("contains:us")]
    public async Task Secrets_can_be_filtered_by_scope(string scope) =>
        Assert.Equal(0, (await Host.RunAsync("secret", "list", $"--scope={scope}")).ExitCode);

    [Fact]
    public async Task An_update_without_changes_says_so_and_changes_nothing()
    {
        await Host.RunAsync("secret", "create", "s", "--a=1");
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow");
        var before = await Host.RunAsync("secret", "get", "s", "--output", "json");

        foreach (var run in new[]
        {
            await Host.RunAsync("secret", "update", "s"),
            await Host.RunAsync("secret", "update", "s", "--new-scope", "workspace"),
            await Host.RunAsync("experiment-tracker", "update", "t"),
        })
        {
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("Nothing to change.", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("pdated", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before.Out, (await Host.RunAsync("secret", "get", "s", "--output", "json")).Out);
    }

    [Fact]
    public async Task Removing_the_last_key_of_a_secret_causes_a_warning()
    {
        await Host.RunAsync("secret", "create", "s", "--a=1", "--b=2");

        Assert.DoesNotContain("no keys left", (await Host.RunAsync("secret", "update", "s", "-r", "a")).Error, StringComparison.Ordinal);
        Assert.Contains(
            "Warning: The secret 's' has no keys left.",
            (await Host.RunAsync("secret", "update", "s", "-r", "b")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_commands_without_a_prompt_accept_the_yes_option()
    {
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow");

        Assert.Equal(0, (await Host.RunAsync("experiment-tracker", "delete", "t", "-y")).ExitCode);
        Assert.Contains(
            "There is no",
            (await Host.RunAsync("experiment-tracker", "flavor", "delete", "nope", "--yes")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_name_that_looks_like_an_id_causes_a_warning()
    {
        var run = await Host.RunAsync("secret", "create", "77cf44ca-c785-4c32-a128-4b0d2551753e", "--a=1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("looks like an id", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("experiment-tracker", "an experiment tracker")]
    [InlineData("step-operator", "a step operator")]
    public async Task An_id_prefix_that_is_too_short_gets_a_grammatical_error(string type, string expected)
    {
        await Host.RunAsync(
            type,
            "register",
            "t",
            type == "step-operator" ? "--flavor=vertex" : "--flavor=mlflow",
            type == "step-operator" ? "--region=x" : "--tracking_uri=http://x");
        var list = await Host.RunAsync(type, "list", "--output", "json");
        var start = list.Out[(list.Out.IndexOf("\"id\": \"", StringComparison.Ordinal) + 7)..][..3];

        Assert.Contains($"To name {expected} by", (await Host.RunAsync(type, "delete", start)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_also_an_option()
    {
        var option = await Host.RunAsync("--version");

        Assert.Equal(0, option.ExitCode);
        Assert.Equal((await Host.RunAsync("version")).Out, option.Out);
    }
}
