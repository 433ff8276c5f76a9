using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Completion;

/// <summary>
/// A shell on a terminal, in which a test presses Tab. Ctrl-T prints the line that is being edited and clears it. The executable is the
/// first <c>zenml</c> of its path.
/// </summary>
internal sealed class InteractiveShell : IAsyncDisposable
{
    private const string Tab = "\t";
    private const string Print = "\u0014";

    private readonly ZenmlTerminal terminal;

    private InteractiveShell(ZenmlTerminal terminal) => this.terminal = terminal;

    /// <summary>Starts a shell with a script that it reads first.</summary>
    /// <param name="zenml">The machine.</param>
    /// <param name="command">The command that starts it.</param>
    /// <param name="file">The script's file in the home folder.</param>
    /// <param name="script">The script; it sets the prompt and binds Ctrl-T.</param>
    public static async Task<InteractiveShell> StartAsync(Zenml zenml, string command, string file, string script)
    {
        zenml.WriteFile(file, $"{script}\necho READY");
        var shell = new InteractiveShell(zenml.OnTerminalOfShell($"PATH=\"$(dirname \"$0\"):$PATH\" exec {command}"));
        await shell.terminal.SeeAsync("READY");
        return shell;
    }

    /// <summary>Types text, presses Tab, and returns the line that results.</summary>
    public async Task<string> CompleteAsync(string text)
    {
        await terminal.SendAsync(text + Tab + Print);
        await terminal.SeeAsync("<<");
        return await terminal.ReadToAsync(">>");
    }

    /// <summary>Types text, presses Tab, and waits until something shows. Then clears the line.</summary>
    public async Task SeeAsync(string text, params string[] expected)
    {
        await terminal.SendAsync(text + Tab);
        foreach (var shown in expected)
        {
            await terminal.SeeAsync(shown);
        }

        await terminal.SendAsync(Print);
        await terminal.SeeAsync(">>");
    }

    /// <summary>Types text, presses Tab, and runs the line that results.</summary>
    public async Task RunAsync(string text)
    {
        await terminal.SendAsync($"{text}{Tab}; echo DO\"\"NE\r");
        await terminal.SeeAsync("DONE");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => terminal.DisposeAsync();
}
