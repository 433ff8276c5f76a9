using ZenML.Cli.Output;

namespace ZenML.Cli.Tests.Output;

public sealed class ColorTests
{
    private const string Red = "\u001b[1;31mError:\u001b[0m ";
    private const string Yellow = "\u001b[33mWarning:\u001b[0m ";

    [Theory]
    [InlineData(null, true, "", true)]
    [InlineData(null, false, "", false)]
    [InlineData("auto", true, "", true)]
    [InlineData("auto", false, "", false)]
    [InlineData("always", false, "NO_COLOR=1 TERM=dumb", true)]
    [InlineData("never", true, "CLICOLOR_FORCE=1", false)]
    [InlineData(null, true, "NO_COLOR=1", false)]
    [InlineData(null, true, "NO_COLOR=", true)]
    [InlineData(null, true, "NO_COLOR=1 CLICOLOR_FORCE=1", false)]
    [InlineData(null, false, "CLICOLOR_FORCE=1", true)]
    [InlineData(null, false, "CLICOLOR_FORCE=0", false)]
    [InlineData(null, true, "CLICOLOR=0", false)]
    [InlineData(null, true, "TERM=dumb", false)]
    public void The_option_wins_over_the_variables_and_they_win_over_the_terminal(
        string? option, bool isTerminal, string variables, bool expected)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(expected, ColorChoice.Decide(option, isTerminal, name => values.GetValueOrDefault(name)));
    }

    [Fact]
    public async Task Errors_are_red_and_warnings_yellow_on_a_terminal()
    {
        using var host = new CliHost { AllowsColor = true, ErrorIsTerminal = true };

        var failed = await host.RunAsync("secret", "get", "none");
        var wrong = await host.RunAsync("secret", "get");
        var warned = await host.RunAsync("secret", "create", "s", "--scop=user");

        Assert.StartsWith(Red, failed.Error, StringComparison.Ordinal);
        Assert.Contains($"\n{Red}NAME_OR_ID is required.", wrong.Error, StringComparison.Ordinal);
        Assert.Contains(Yellow, warned.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipes_get_no_color_unless_it_is_asked_for()
    {
        using var host = new CliHost { AllowsColor = true };
        await host.RunAsync("secret", "create", "s", "--k=v");

        Assert.DoesNotContain('\u001b', (await host.RunAsync("secret", "get", "none")).Error);
        Assert.DoesNotContain('\u001b', (await host.RunAsync("secret", "list")).Out);
        Assert.StartsWith(Red, (await host.RunAsync("--color", "always", "secret", "get", "none")).Error, StringComparison.Ordinal);
        Assert.Contains('\u001b', (await host.RunAsync("--color=always", "secret", "list")).Out);
    }

    [Fact]
    public async Task Documents_are_never_colored()
    {
        using var host = new CliHost { AllowsColor = true };
        await host.RunAsync("secret", "create", "s", "--k=v");

        foreach (var format in (string[])["json", "yaml", "name", "env"])
        {
            Assert.DoesNotContain('\u001b', (await host.RunAsync("--color", "always", "secret", "get", "s", "-o", format)).Out);
        }
    }

    [Theory]
    [InlineData("--color", "sometimes", "version")]
    [InlineData("--color=", "version")]
    [InlineData("--color")]
    public async Task An_unknown_choice_is_a_usage_error(params string[] arguments)
    {
        using var host = new CliHost();

        var run = await host.RunAsync(arguments);

        Assert.Equal((2, "Error: --color must be 'always', 'never' or 'auto'.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task The_option_leaves_a_key_of_that_name_alone()
    {
        using var host = new CliHost();
        await host.RunAsync("--debug", "--color", "never", "secret", "create", "s", "--color=blue", "--debug=yes");

        Assert.Equal("blue", (await host.RunAsync("secret", "get", "s", "color")).Out);
    }
}
