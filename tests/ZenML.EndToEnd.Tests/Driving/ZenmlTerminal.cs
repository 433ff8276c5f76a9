using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Driving;

/// <summary>
/// The executable on a pseudo-terminal, provided by the <c>script</c> program of util-linux. Tests read what a user
/// would see and type answers when a prompt appears.
/// </summary>
internal sealed class ZenmlTerminal : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder seen = new();
    private readonly CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken);
    private int position;

    public ZenmlTerminal(
        ProcessStartInfo start, int columns, string executable, IEnumerable<string> arguments, Action<ProcessStartInfo>? enter = null)
    {
        var command = string.Join(' ', arguments.Prepend(executable).Select(Quote));
        start.FileName = "script";
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        // Echo is on, as on a person's terminal, so that only what the executable itself hides is hidden.
        foreach (var argument in new[] { "--quiet", "--return", "--flush", "--echo", "always", "--command" })
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"stty cols {columns} rows 24; exec {command}"));
        start.ArgumentList.Add("/dev/null");
        start.Environment["SHELL"] = "/bin/sh";
        enter?.Invoke(start);
        timeout.CancelAfter(Patience.Time);
        process = Process.Start(start) ?? throw new InvalidOperationException("The program 'script' of util-linux cannot be started.");
    }

    /// <summary>Waits until a text appears after the text of the previous wait.</summary>
    public async Task SeeAsync(string text)
    {
        while (true)
        {
            var all = seen.ToString();
            var found = all.IndexOf(text, position, StringComparison.Ordinal);
            if (found >= 0)
            {
                position = found + text.Length;
                return;
            }

            Assert.True(await ReadAsync(), $"'{text}' never showed. What showed: {all}");
        }
    }

    /// <summary>Reads the word after the text of the previous wait, up to a space.</summary>
    public Task<string> ReadWordAsync() => ReadToAsync(" ");

    /// <summary>Reads what shows after the text of the previous wait, up to another text.</summary>
    public async Task<string> ReadToAsync(string end)
    {
        var start = position;
        await SeeAsync(end);
        return seen.ToString(start, position - start - end.Length);
    }

    /// <summary>Types a line.</summary>
    public Task TypeAsync(string line) => SendAsync(line + "\r");

    /// <summary>Sends what keys or a paste send.</summary>
    public async Task SendAsync(string text)
    {
        await process.StandardInput.WriteAsync(text.AsMemory(), timeout.Token);
        await process.StandardInput.FlushAsync(timeout.Token);
    }

    /// <summary>Waits for a question and answers it.</summary>
    public async Task AnswerAsync(string question, string answer)
    {
        await SeeAsync(question);
        await TypeAsync(answer);
    }

    /// <summary>The requests to the terminal to mark pastes and to stop marking them.</summary>
    public static string MarksOfPastes(string seen) =>
        string.Concat(Regex.Matches(seen, "\u001b\\[\\?2004[hl]").Select(match => match.Value));

    /// <summary>Waits until the process exits.</summary>
    /// <returns>The exit code, and all that showed.</returns>
    public async Task<(int ExitCode, string Seen)> EndAsync()
    {
        while (await ReadAsync())
        {
        }

        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, seen.ToString().ReplaceLineEndings("\n"));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).InTimeAsync("the killed terminal to exit");
        }

        process.Dispose();
        timeout.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        var buffer = new char[4096];
        try
        {
            var count = await process.StandardOutput.ReadAsync(buffer, timeout.Token);
            seen.Append(buffer, 0, count);
            return count > 0;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The terminal came to rest. What showed: {seen}");
        }
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
