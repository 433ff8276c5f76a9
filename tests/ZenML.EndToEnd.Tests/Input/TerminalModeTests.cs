using System.Diagnostics;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Input;

/// <summary>The terminal mode after a prompt without echo, however the prompt was left.</summary>
public sealed class TerminalModeTests : EndToEndTest
{
    private const string ShowMode = "stty -a | tr ' ;' '\\n\\n' | grep -xE -- '-?(echo|icanon)' | tr '\\n' ' '; echo";

    [Theory]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_that_ends_the_command_restores_the_terminal_mode(string signal)
    {
        await using var terminal = Zenml.OnTerminalOfShell(
            $"trap : INT QUIT; sh -c 'echo \"process $$ \"; exec \"$0\" secret create typed -i' \"$0\"; {ShowMode}");
        await terminal.SeeAsync("process ");
        var process = await terminal.ReadWordAsync();
        await terminal.AnswerAsync("Key", "k");
        await terminal.SeeAsync("'k'");
        using (var kill = Process.Start("kill", [$"-{signal}", process]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("kill to exit");
        }

        await terminal.SeeAsync("icanon echo");
        var (_, seen) = await terminal.EndAsync();
        Assert.DoesNotContain("-echo", seen, StringComparison.Ordinal);
        Assert.EndsWith("\u001b[?2004l", ZenmlTerminal.MarksOfPastes(seen), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001c")]
    [InlineData("\u0003")]
    [InlineData("\u0004")]
    public async Task A_key_that_ends_the_command_restores_the_terminal_mode(string key)
    {
        await using var terminal = Zenml.OnTerminalOfShell($"trap : INT QUIT; \"$0\" secret create typed -i; {ShowMode}");
        await terminal.AnswerAsync("Key", "k");
        await terminal.SeeAsync("'k'");
        await terminal.SendAsync(key);

        await terminal.SeeAsync("icanon echo");
        Assert.DoesNotContain("-echo", (await terminal.EndAsync()).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_command_restores_the_terminal_and_hides_input_again_when_it_resumes()
    {
        await using var terminal = Zenml.OnTerminalOfShell($"set -m; \"$0\" secret create typed -i; {ShowMode}; fg");
        await terminal.AnswerAsync("Key", "k");
        await terminal.SeeAsync("'k'");
        await terminal.SendAsync("\u001a");
        await terminal.SeeAsync("icanon echo");

        // Paste marks are requested again when echo is switched off again.
        await terminal.SeeAsync("\u001b[?2004h");
        await terminal.TypeAsync("hunter2");
        await terminal.AnswerAsync("[y/n]", "n");

        var (exitCode, seen) = await terminal.EndAsync();
        Assert.True(exitCode == 0, seen);
        Assert.DoesNotContain("hunter2", seen, StringComparison.Ordinal);
        Assert.Equal("hunter2", await Zenml.ValueAsync("typed", "k"));
    }
}
