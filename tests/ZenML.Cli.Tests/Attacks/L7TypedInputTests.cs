using ZenML.Cli.Input;

namespace ZenML.Cli.Tests.Attacks;

/// <summary>Values typed at a terminal whose screen others may see.</summary>
public sealed class L7TypedInputTests : IDisposable
{
    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("--key=@-", "typed value", "typed value")]
    [InlineData("-v @-", """{"key":"typed value"}""", "typed value")]
    public async Task L7_a_value_typed_on_standard_input_is_not_echoed(string option, string typed, string value)
    {
        var terminal = new FakeTerminal(typed);

        var made = await host.RunAsync(terminal, ["secret", "create", "s", .. option.Split(' ')]);

        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Equal([typed], terminal.Hidden);
        Assert.Contains("not shown", made.Error, StringComparison.Ordinal);
        Assert.Contains($"\"{value}\"", (await host.RunAsync("secret", "get", "s", "--output", "json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void L7_a_file_typed_on_standard_input_is_not_echoed_and_ends_at_the_end_of_input()
    {
        var terminal = new FakeTerminal("a: b", "c: d");
        var values = new ArgumentValues(host.Environment(TextWriter.Null, TextWriter.Null, terminal));

        Assert.Equal("a: b\nc: d\n", values.ReadFile("values", "-"));
        Assert.Equal(["a: b", "c: d"], terminal.Hidden);
    }

    [Fact]
    public async Task A_value_from_a_pipe_is_read_to_its_end()
    {
        host.Input = "line 1\nline 2\n";

        var made = await host.RunAsync("secret", "create", "s", "--key=@-");

        Assert.True(made.ExitCode == 0, made.Error);
        Assert.DoesNotContain("not shown", made.Error, StringComparison.Ordinal);
    }
}
