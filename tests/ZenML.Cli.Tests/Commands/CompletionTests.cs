namespace ZenML.Cli.Tests.Commands;

public sealed class CompletionTests
{
    [Fact]
    public async Task Commands_verbs_and_options_are_suggested()
    {
        Assert.Contains("secret", await SuggestAsync("zenml s"));
        Assert.Contains("experiment-tracker", await SuggestAsync("zenml exp"));
        Assert.Contains("rename", await SuggestAsync("zenml secret r"));
        Assert.Contains("--new-name", await SuggestAsync("zenml secret rename x --n"));
        Assert.Contains("user", await SuggestAsync("zenml secret get x --scope "));
        Assert.Contains("describe", await SuggestAsync("zenml orchestrator flavor d"));
    }

    private static async Task<string[]> SuggestAsync(string line)
    {
        using var host = new CliHost();
        var run = await host.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Equal(0, run.ExitCode);
        return run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
