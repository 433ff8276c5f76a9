namespace ZenML.EndToEnd.Tests.Output;

public sealed class TerminalTests : EndToEndTest
{
    private const char Escape = '\u001b';

    [Fact]
    public async Task Data_goes_to_standard_output_and_messages_go_to_standard_error()
    {
        var created = await Zenml.OkAsync("secret", "create", "s", "--k=v");
        Assert.Equal("", created.Out);
        Assert.NotEqual("", created.Error);

        var list = await Zenml.OkAsync("secret", "list");
        Assert.DoesNotContain("Page", list.Out, StringComparison.Ordinal);
        Assert.Contains("Page 1 of 1", list.Error, StringComparison.Ordinal);
        var empty = await Zenml.OkAsync("secret", "list", "--name=nothing");
        Assert.Equal("", empty.Out);
        Assert.NotEqual("", empty.Error);
        var refused = await Zenml.FailsAsync("secret", "get", "nope");
        Assert.Equal("", refused.Out);
    }

    [Fact]
    public async Task A_terminal_shows_a_list_before_its_footer()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        await using var terminal = Zenml.OnTerminal(80, "secret", "list");

        await terminal.SeeAsync("SCOPE");
        await terminal.SeeAsync("Page 1 of 1");
    }

    [Fact]
    public async Task Pipes_get_no_color_and_no_narrow_columns()
    {
        await Zenml.OkAsync("secret", "create", new string('n', 200), "--k=v");

        var list = (await Zenml.OkAsync("secret", "list")).Everything;
        Assert.DoesNotContain(Escape, list);
        Assert.Contains(new string('n', 200), list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminals_get_color_unless_NO_COLOR_is_set()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        await using (var coloured = Zenml.OnTerminal(100, "secret", "list"))
        {
            Assert.Contains(Escape, (await coloured.EndAsync()).Seen);
        }

        Zenml.Variables["NO_COLOR"] = "1";
        await using var plain = Zenml.OnTerminal(100, "secret", "list");
        Assert.DoesNotContain(Escape, (await plain.EndAsync()).Seen);
    }

    [Fact]
    public async Task Errors_are_red_on_terminals_only()
    {
        await using (var coloured = Zenml.OnTerminal(100, "secret", "get", "none"))
        {
            Assert.Contains($"{Escape}[1;31mError:{Escape}[0m ", (await coloured.EndAsync()).Seen, StringComparison.Ordinal);
        }

        await using var plain = Zenml.OnTerminal(100, "--color", "never", "secret", "get", "none");
        Assert.DoesNotContain(Escape, (await plain.EndAsync()).Seen);
        Assert.DoesNotContain(Escape, (await Zenml.FailsAsync("secret", "get", "none")).Error);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_an_error_but_a_closed_pipe_is_not()
    {
        Assert.Contains(
            "Cannot write output",
            (await Zenml.InShellAsync("\"$0\" --help > /dev/full")).Expect(1).Error,
            StringComparison.Ordinal);
        Assert.Equal("Description:\n", (await Zenml.InShellAsync("\"$0\" --help | head -n 1; exit ${PIPESTATUS[0]}")).Expect(0).Everything);
        Assert.Equal(
            3,
            (await Zenml.InShellAsync("{ \"$0\" version; \"$0\" version; \"$0\" version; } > both 2>&1; wc -l < both"))
                .Out.Trim()[0] - '0');
    }

    [Theory]
    [InlineData(45)]
    [InlineData(60)]
    [InlineData(80)]
    public async Task Tables_in_narrow_terminals_show_at_least_the_first_8_digits_of_an_id(int columns)
    {
        Zenml.Variables["NO_COLOR"] = "1";
        await Zenml.OkAsync("secret", "create", "a secret with quite a long name for so narrow a terminal", "--k=v");
        var secret = (string)(await Zenml.JsonAsync("secret", "list"))[0]!["id"]!;
        var store = (string)(await Zenml.JsonAsync("artifact-store", "list"))[0]!["id"]!;
        var stack = (string)(await Zenml.JsonAsync("stack", "list"))[0]!["id"]!;

        foreach (var (noun, id) in new[] { ("secret", secret), ("artifact-store", store), ("stack", stack) })
        {
            await using var terminal = Zenml.OnTerminal(columns, noun, "list");
            Assert.Contains(id[..8], (await terminal.EndAsync()).Seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Control_characters_in_values_cannot_steer_the_terminal()
    {
        await Zenml.OkAsync("secret", "create", "s", "--values", "{\"k\":\"\\u001b[31mred\\u0007\",\"rtl\":\"\\u202eabc\"}");

        Assert.DoesNotContain(Escape, (await Zenml.OkAsync("secret", "get", "s")).Out);
        Assert.Equal("\u001b[31mred\u0007", await Zenml.ValueAsync("s", "k"));
    }

    [Fact]
    public async Task Every_read_command_prints_JSON_and_YAML()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        foreach (var command in new[]
                 {
                     "secret list", "secret get s", "stack list", "stack describe", "stack get", "stack validate",
                     "workspace list", "workspace describe", "user list", "user describe",
                     "status", "version", "orchestrator list", "orchestrator describe", "orchestrator get",
                     "orchestrator flavor list", "orchestrator flavor describe local", "pipeline runs list",
                 })
        {
            var json = await Zenml.OkAsync([.. command.Split(' '), "--output", "json"]);
            Assert.NotNull(json.Json);
            var yaml = await Zenml.OkAsync([.. command.Split(' '), "--output", "yaml"]);
            Assert.NotEqual("", yaml.Out.Trim());
            Assert.NotEqual("{", yaml.Out.Trim()[..1]);
        }
    }

    [Fact]
    public async Task Every_list_is_an_array_and_empty_brackets_when_empty()
    {
        string[] commands =
        [
            "secret list",
            "stack list --name=none",
            "workspace list --name=none",
            "user list --name=none",
            "alerter list",
            "alerter flavor list --name=none",
            "pipeline runs list",
        ];
        foreach (var command in commands)
        {
            Assert.Equal("[]", (await Zenml.OkAsync([.. command.Split(' '), "--output=json"])).Out.Trim());
            Assert.Equal("[]", (await Zenml.OkAsync([.. command.Split(' '), "--output=yaml"])).Out.Trim());
            Assert.Equal("", (await Zenml.OkAsync(command.Split(' '))).Out);
        }
    }
}
