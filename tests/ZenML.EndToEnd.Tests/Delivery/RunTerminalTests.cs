using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Delivery;

/// <summary><c>zenml run</c> on a terminal.</summary>
public sealed class RunTerminalTests : EndToEndTest, IAsyncLifetime
{
    private const string ShowMode = "stty -a | tr ' ;' '\\n\\n' | grep -xE -- '-?(echo|icanon|isig|opost)' | sort | tr '\\n' ' '; echo";
    private const string UsualMode = "echo icanon isig opost";

    public async ValueTask InitializeAsync() => await Zenml.OkAsync("secret", "create", "db", "--password=hunter2-is-long");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_command_has_a_terminal_of_the_same_size_and_its_output_is_masked()
    {
        await using var terminal = Zenml.OnTerminal(
            91, "run", "--secret", "db", "--", "sh", "-c",
            "test -t 0 && test -t 1 && test -t 2 && stty size; echo \"[$password]\"; exit 7");

        var (exitCode, seen) = await terminal.EndAsync();

        Assert.Equal("24 91\n[***]\n", seen);
        Assert.Equal(7, exitCode);
    }

    [Fact]
    public async Task Keys_reach_the_command_and_the_terminal_echoes_them()
    {
        await using var terminal = Zenml.OnTerminal(
            80, "run", "--secret", "db", "--", "sh", "-c", "echo ready; read line; echo \"got $line\"");
        await terminal.SeeAsync("ready");
        await terminal.TypeAsync("hello");

        Assert.Equal("ready\nhello\ngot hello\n", (await terminal.EndAsync()).Seen);
    }

    [Fact]
    public async Task A_prompt_that_ends_like_the_beginning_of_a_value_is_shown_while_the_command_waits()
    {
        await using var terminal = Zenml.OnTerminal(
            80, "run", "--secret", "db", "--", "sh", "-c", "printf 'ready hun'; read line; echo \"got $line\"");
        await terminal.SeeAsync("ready hun");
        await terminal.TypeAsync("x");

        Assert.Equal("ready hunx\ngot x\n", (await terminal.EndAsync()).Seen);
    }

    [Fact]
    public async Task A_program_that_asks_for_a_password_hides_it()
    {
        await using var terminal = Zenml.OnTerminal(
            80, "run", "--secret", "db", "--", "bash", "-c", "read -s -p 'Password: ' line < /dev/tty; echo; echo \"${#line}\"");
        await terminal.AnswerAsync("Password: ", "secret1");

        Assert.Equal("Password: \n7\n", (await terminal.EndAsync()).Seen);
    }

    [Theory]
    [InlineData("\u0003", 130)]
    [InlineData("\u001c", 131)]
    public async Task A_key_that_interrupts_ends_the_command_and_the_terminal_is_restored(string key, int exitCode)
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            $"trap : INT QUIT; ulimit -c 0; \"$0\" run --secret db -- sh -c 'trap - INT QUIT; echo ready; exec sleep 1000'; "
                + $"echo \"code $?\"; {ShowMode}");
        await terminal.SeeAsync("ready");
        await terminal.SendAsync(key);

        await terminal.SeeAsync($"code {exitCode}");
        await terminal.SeeAsync(UsualMode);
    }

    [Fact]
    public async Task An_interruption_that_the_command_handles_does_not_end_it()
    {
        await using var terminal = Zenml.OnTerminal(
            80, "run", "--secret", "db", "--", "bash", "-c", "trap 'echo caught' INT; echo ready; read line; echo \"then $line\"");
        await terminal.SeeAsync("ready");
        await terminal.SendAsync("\u0003");
        await terminal.SeeAsync("caught");
        await terminal.TypeAsync("x");

        await terminal.SeeAsync("then x");
        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    public async Task A_signal_ends_the_command_and_the_terminal_is_restored(string signal, int exitCode)
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            $"trap : INT; \"$0\" run --secret db -- sh -c 'trap - INT; echo \"parent $PPID \"; exec sleep 1000'; "
                + $"echo \"code $?\"; {ShowMode}");
        await terminal.SeeAsync("parent ");
        var process = await terminal.ReadWordAsync();
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", process]);

        await terminal.SeeAsync($"code {exitCode}");
        await terminal.SeeAsync(UsualMode);
    }

    [Fact]
    public async Task A_suspended_command_restores_the_terminal_and_goes_on_when_it_is_resumed()
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            $"set -m; \"$0\" run --secret db -- sh -c 'echo ready; read line; echo \"got $line\"'; {ShowMode}; "
                + $"fg; echo \"code $?\"; {ShowMode}");
        await terminal.SeeAsync("ready");
        await terminal.SendAsync("\u001a");
        await terminal.SeeAsync(UsualMode);
        await terminal.TypeAsync("hello");

        await terminal.SeeAsync("got hello");
        await terminal.SeeAsync("code 0");
        await terminal.SeeAsync(UsualMode);
    }

    [Fact]
    public async Task A_change_of_the_size_reaches_the_command()
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            "(until [ -e ready ]; do sleep 0.05; done; stty cols 99 < /dev/tty) & "
                + "\"$0\" run --secret db -- bash -c 'trap \"stty size; exit\" WINCH; touch ready; while :; do sleep 0.05; done'");

        await terminal.SeeAsync("24 99");
    }

    [Fact]
    public async Task A_pager_reads_keys_while_its_text_comes_from_a_pipe()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/less"), "There is no less.");
        await using var terminal = Zenml.OnTerminalOfShell("seq 1000 | \"$0\" run --secret db -- less; echo \"code $?\"");
        await terminal.SeeAsync("20");
        await terminal.SendAsync("G");
        await terminal.SeeAsync("1000");
        await terminal.SendAsync("q");

        await terminal.SeeAsync("code 0");
    }

    [Fact]
    public async Task A_pager_after_zenml_gets_its_keys()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/less"), "There is no less.");
        await using var terminal = Zenml.OnTerminalOfShell("\"$0\" run --secret db -- seq 1000 | less; echo \"code $?\"");
        await terminal.SeeAsync("20");
        await terminal.SendAsync("G");
        await terminal.SeeAsync("1000");
        await terminal.SendAsync("q");

        await terminal.SeeAsync("code 0");
    }

    [Fact]
    public async Task Only_streams_that_are_terminals_look_like_terminals_to_the_command()
    {
        const string Show = "for s in 0 1 2; do test -t $s && printf t >> seen || printf p >> seen; done; echo >> seen";
        await using var terminal = Zenml.OnTerminalOfShell(
            $"r() {{ \"$0\" run --secret db -- sh -c '{Show}'; }}; "
                + "r; r < /dev/null; r > file; r 2> file; r > file 2>&1; r < /dev/null 2> file; cat seen");

        Assert.EndsWith("ttt\nptt\ntpt\nttp\ntpp\nptp\n", (await terminal.EndAsync()).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_masking_the_command_has_the_real_terminal()
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            "tty > outside; \"$0\" run --secret db --no-masking -- sh -c 'tty > inside; echo \"[$password]\"; read line; "
                + "echo \"got $line\"'; echo \"code $?\"; cmp outside inside && echo same");
        await terminal.SeeAsync("[hunter2-is-long]");
        await terminal.TypeAsync("hello");

        await terminal.SeeAsync("got hello");
        await terminal.SeeAsync("code 0");
        await terminal.SeeAsync("same");
    }

    [Fact]
    public async Task Without_masking_keys_interrupt_and_suspend_the_command_as_usual()
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            "set -m; \"$0\" run --secret db --no-masking -- sh -c 'echo ready; read line; echo \"got $line\"; exec sleep 1000'; "
                + $"echo suspended; fg; echo \"code $?\"; {ShowMode}");
        await terminal.SeeAsync("ready");
        await terminal.SendAsync("\u001a");
        await terminal.SeeAsync("suspended");
        await terminal.TypeAsync("hello");
        await terminal.SeeAsync("got hello");
        await terminal.SendAsync("\u0003");

        await terminal.SeeAsync("code 130");
        await terminal.SeeAsync(UsualMode);
    }

    [Fact]
    public async Task A_terminal_for_output_alone_is_interrupted_by_the_real_one()
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            "trap : INT; \"$0\" run --secret db -- sh -c 'trap - INT; echo ready; exec sleep 1000' < /dev/null; echo \"code $?\"");
        await terminal.SeeAsync("ready");
        await terminal.SendAsync("\u0003");

        await terminal.SeeAsync("code 130");
    }
}
