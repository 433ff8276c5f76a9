using System.ComponentModel;
using System.Diagnostics;

namespace ZenML.Cli.Commands.Server;

/// <summary>Opens pages in the browser of the user.</summary>
internal static class BrowserProgram
{
    private const string OwnVariables = "ZENML_";

    /// <remarks>The browser runs on without the terminal: Ctrl+C there is not for it, and its messages are not for the user.</remarks>
    private const string Script = "command -v \"$1\" >/dev/null 2>&1 || exit 127; \"$@\" </dev/null >/dev/null 2>&1 &";

    /// <summary>Finds a browser: the program in <c>BROWSER</c>, else what the desktop opens pages with.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <returns>Opens a page, and returns whether it could start the browser; null if there is no desktop.</returns>
    public static Func<Uri, bool>? Find(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows())
        {
            return page => Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true }, waits: false);
        }

        if (variable("BROWSER") is { } named)
        {
            var words = named.Split(':')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 ? null : page => Run(WithPage(words, page));
        }

        if (OperatingSystem.IsMacOS())
        {
            return variable("SSH_CONNECTION") is null ? page => Run(["open", page.AbsoluteUri]) : null;
        }

        return (variable("WAYLAND_DISPLAY") ?? variable("DISPLAY")) is null ? null : page => Run(["xdg-open", page.AbsoluteUri]);
    }

    private static string[] WithPage(string[] words, Uri page) => words.Any(word => word.Contains("%s", StringComparison.Ordinal))
        ? [.. words.Select(word => word.Replace("%s", page.AbsoluteUri, StringComparison.Ordinal))]
        : [.. words, page.AbsoluteUri];

    /// <remarks>Other accounts can see the arguments of programs. They contain nothing with which anyone could log in.</remarks>
    private static bool Run(string[] words)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "zenml", .. words]) { UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(OwnVariables, StringComparison.Ordinal)).ToArray())
        {
            // They can contain keys, and the browser runs on.
            start.Environment.Remove(name);
        }

        return Start(start, waits: true);
    }

    private static bool Start(ProcessStartInfo start, bool waits)
    {
        try
        {
            using var process = Process.Start(start);
            if (!waits)
            {
                return true;
            }

            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
