namespace ZenML.Cli.Tests.Commands;

/// <summary>Slips of the hand, and what is said about them.</summary>
public class SlipTests : CommandTest
{
    [Theory]
    [InlineData("--scop=user", "Did you mean --scope?")]
    [InlineData("--Scope=user", "Did you mean --scope?")]
    [InlineData("--scoep=user", "Did you mean --scope?")]
    [InlineData("--valeus=x", "Did you mean --values?")]
    public async Task A_key_that_is_nearly_an_option_is_set_with_a_warning(string argument, string warning)
    {
        var run = await Host.RunAsync("secret", "create", "s", argument);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Warning: This sets a key called '{argument[2..argument.IndexOf('=')]}'. {warning}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--password=user")]
    [InlineData("--scopes_of=user")]
    public async Task Other_keys_are_set_without_one(string argument)
    {
        Assert.DoesNotContain("Warning", (await Host.RunAsync("secret", "create", "s", argument)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_begins_with_an_at_sign_is_not_printed()
    {
        var argument = await Host.RunAsync("secret", "create", "s", "--password=@Hunter2!Secret");
        var document = await Host.RunAsync("secret", "create", "s", "--values=@Hunter2!Secret");
        var attribute = await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password=@Hunter2!Secret");

        foreach (var run in new[] { argument, document, attribute })
        {
            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain("Hunter2", run.Out + run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task At_a_prompt_it_is_not_printed_and_asked_for_again()
    {
        var terminal = new FakeTerminal("password", "@Hunter2!Secret", "@@Hunter2!Secret", "n");
        var create = await Host.RunAsync(terminal, "secret", "create", "s", "-i");

        Assert.Equal(0, create.ExitCode);
        Assert.DoesNotContain("Hunter2", create.Out + create.Error, StringComparison.Ordinal);
        Assert.Contains("@Hunter2!Secret", (await Host.RunAsync("secret", "get", "s")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("@@Hunter2", (await Host.RunAsync("secret", "get", "s")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_secrets_does_not_print_it_either()
    {
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{zz.tok}}");
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t");

        var run = await Host.RunAsync(new FakeTerminal("@Hunter2!Secret", "fine"), "stack", "register-secrets", "s");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Hunter2", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_read_once_however_it_is_asked_for()
    {
        Host.Input = "{\"z\": \"1\"}";

        var run = await Host.RunAsync("secret", "create", "s", "--b=@-", "--values=@-");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("It can be read only once.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_mistake_gets_one_sentence()
    {
        var run = await Host.RunAsync("secret", "create", "s", "--b", "two");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has no '='", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("neither options nor attributes", run.Error, StringComparison.Ordinal);
        Assert.Contains("neither options nor attributes", (await Host.RunAsync("secret", "create", "s", "two")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("equals:User")]
    public async Task A_scope_that_there_is_not_finds_the_two_that_there_are(string scope)
    {
        var run = await Host.RunAsync("secret", "list", $"--scope={scope}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Use workspace or user.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("equals:workspace")]
    [InlineData("contains:us")]
    public async Task A_scope_can_be_filtered_by(string scope) => Assert.Equal(0, (await Host.RunAsync("secret", "list", $"--scope={scope}")).ExitCode);

    [Fact]
    public async Task An_update_of_nothing_says_so_and_changes_nothing()
    {
        await Host.RunAsync("secret", "create", "s", "--a=1");
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow");
        var before = await Host.RunAsync("secret", "get", "s", "--output", "json");

        foreach (var run in new[]
        {
            await Host.RunAsync("secret", "update", "s"), await Host.RunAsync("secret", "update", "s", "--new-scope", "workspace"), await Host.RunAsync("experiment-tracker", "update", "t"),
        })
        {
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("Nothing to change.", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("pdated", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before.Out, (await Host.RunAsync("secret", "get", "s", "--output", "json")).Out);
    }

    [Fact]
    public async Task A_secret_that_loses_its_last_key_is_warned_of()
    {
        await Host.RunAsync("secret", "create", "s", "--a=1", "--b=2");

        Assert.DoesNotContain("no keys left", (await Host.RunAsync("secret", "update", "s", "-r", "a")).Error, StringComparison.Ordinal);
        Assert.Contains("Warning: The secret 's' has no keys left.", (await Host.RunAsync("secret", "update", "s", "-r", "b")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletes_that_ask_nothing_accept_yes()
    {
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow");

        Assert.Equal(0, (await Host.RunAsync("experiment-tracker", "delete", "t", "-y")).ExitCode);
        Assert.Contains("There is no", (await Host.RunAsync("experiment-tracker", "flavor", "delete", "nope", "--yes")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_looks_like_an_id_is_warned_of()
    {
        var run = await Host.RunAsync("secret", "create", "77cf44ca-c785-4c32-a128-4b0d2551753e", "--a=1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("has the form of an id", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("experiment-tracker", "an experiment tracker")]
    [InlineData("step-operator", "a step operator")]
    public async Task A_beginning_that_is_too_short_is_answered_in_english(string type, string expected)
    {
        await Host.RunAsync(type, "register", "t", type == "step-operator" ? "--flavor=vertex" : "--flavor=mlflow", type == "step-operator" ? "--region=x" : "--tracking_uri=http://x");
        var list = await Host.RunAsync(type, "list", "--output", "json");
        var start = list.Out[(list.Out.IndexOf("\"id\": \"", StringComparison.Ordinal) + 7)..][..3];

        Assert.Contains($"To change {expected} by", (await Host.RunAsync(type, "delete", start)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_an_option_too()
    {
        var option = await Host.RunAsync("--version");

        Assert.Equal(0, option.ExitCode);
        Assert.Equal((await Host.RunAsync("version")).Out, option.Out);
    }
}
