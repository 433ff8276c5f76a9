using ZenML.Cli.Completion;

namespace ZenML.Cli.Tests.Completion;

/// <summary>Completes words as the script of a shell does.</summary>
internal static class Completing
{
    /// <summary>Completes the last word of a line.</summary>
    /// <param name="host">Where.</param>
    /// <param name="line">The line up to the cursor.</param>
    /// <returns>The words that begin like the last one.</returns>
    public static async Task<string[]> CompleteAsync(this CliHost host, string line) => (await host.AnswerAsync("bash", line))[1..];

    /// <summary>What a script gets. Fails if it gets an error too.</summary>
    /// <param name="host">Where.</param>
    /// <param name="shell">The shell.</param>
    /// <param name="line">The line up to the cursor.</param>
    /// <param name="breaks">The characters at which bash breaks words.</param>
    /// <returns>The lines; the first one says what the others are.</returns>
    public static async Task<string[]> AnswerAsync(this CliHost host, string shell, string line, string? breaks = null)
    {
        host.Variables[CompletionProtocol.LineVariable] = line;
        if (breaks is not null)
        {
            host.Variables[CompletionProtocol.BreaksVariable] = breaks;
        }

        var run = await host.RunAsync(CompletionProtocol.Word, shell);
        host.Variables.Remove(CompletionProtocol.LineVariable);
        host.Variables.Remove(CompletionProtocol.BreaksVariable);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Out.Length == 0 ? [] : run.Out[..^1].Split('\n');
    }
}
