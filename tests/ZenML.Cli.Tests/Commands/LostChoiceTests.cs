namespace ZenML.Cli.Tests.Commands;

/// <summary>Command lines while the active workspace or stack no longer exists.</summary>
public class LostChoiceTests : CommandTest
{
    private const string NoWorkspace =
        "The active workspace 'team' no longer exists, so nothing was read or changed. Choose another: zenml workspace set NAME";

    private const string NoStack =
        "The active stack 'mine' no longer exists, so nothing was read or changed. Choose another: zenml stack set NAME";

    [Theory]
    [InlineData("secret", "get", "db")]
    [InlineData("secret", "get", "db", "--output", "json")]
    [InlineData("secret", "list")]
    [InlineData("secret", "export", "db", "--filename", "out.yaml")]
    [InlineData("secret", "create", "new", "--k=v")]
    [InlineData("secret", "delete", "db", "--yes")]
    [InlineData("stack", "get")]
    [InlineData("stack", "list")]
    [InlineData("stack", "describe")]
    [InlineData("stack", "describe", "default")]
    [InlineData("stack", "validate")]
    [InlineData("stack", "validate", "default")]
    [InlineData("stack", "export", "default")]
    [InlineData("stack", "set", "default")]
    [InlineData("orchestrator", "get")]
    [InlineData("orchestrator", "list")]
    [InlineData("orchestrator", "describe", "default")]
    [InlineData("pipeline", "runs", "list")]
    [InlineData("workspace", "describe")]
    [InlineData("status")]
    [InlineData("status", "--output", "json")]
    public async Task A_command_that_needs_a_missing_active_workspace_fails_and_shows_nothing_of_the_default_one(params string[] command)
    {
        await RunAsync("secret", "create", "db", "--password=of-default");
        await LoseWorkspaceAsync();

        var run = await Host.RunAsync(command);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(NoWorkspace, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("of-default", run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ready", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stack", "get")]
    [InlineData("stack", "describe")]
    [InlineData("stack", "validate")]
    [InlineData("stack", "export")]
    [InlineData("stack", "register-secrets")]
    [InlineData("stack", "update", "--orchestrator", "default")]
    [InlineData("orchestrator", "get")]
    [InlineData("orchestrator", "describe")]
    [InlineData("orchestrator", "update", "--label", "a=b")]
    [InlineData("status")]
    public async Task A_command_that_needs_a_missing_active_stack_fails_and_uses_no_other(params string[] command)
    {
        await LoseStackAsync();

        var run = await Host.RunAsync(command);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(NoStack, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ready", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_workspaces_can_be_listed_and_described_and_chosen_while_the_active_one_is_missing()
    {
        await RunAsync("secret", "create", "db", "--password=of-default");
        await LoseWorkspaceAsync();

        var list = await RunAsync("workspace", "list");
        Assert.Contains(
            "Warning: The active workspace 'team' no longer exists. Choose another: zenml workspace set NAME",
            list.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("*", list.Out, StringComparison.Ordinal);
        Assert.Contains("\"active\": false", (await RunAsync("workspace", "list", "--output", "json")).Out, StringComparison.Ordinal);
        await RunAsync("workspace", "describe", "default");
        await RunAsync("workspace", "create", "next");
        await RunAsync("workspace", "delete", "next", "--yes", "--force");
        await RunAsync("user", "list");
        await RunAsync("workspace", "set", "default");
        Assert.Contains("of-default", (await RunAsync("secret", "get", "db")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_stacks_can_be_listed_and_described_and_validated_and_chosen_while_the_active_one_is_missing()
    {
        await LoseStackAsync();

        var list = await RunAsync("stack", "list");
        Assert.Contains(
            "Warning: The active stack 'mine' no longer exists. Choose another: zenml stack set NAME",
            list.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("*", list.Out, StringComparison.Ordinal);
        var standard = await RunAsync("stack", "describe", "default", "--output", "json");
        Assert.Contains("\"active\": false", standard.Out, StringComparison.Ordinal);
        await RunAsync("stack", "validate", "default");
        await RunAsync("orchestrator", "list");
        await RunAsync("orchestrator", "describe", "default");
        await RunAsync("secret", "create", "db", "--password=x");
        await RunAsync("stack", "register", "next", "-o", "default", "-a", "default");
        await RunAsync("stack", "set", "next");
        await RunAsync("stack", "validate");
    }

    [Fact]
    public async Task Status_shows_the_store_and_the_user_before_the_missing_workspace()
    {
        await LoseWorkspaceAsync();

        var run = await Host.RunAsync("status");

        Assert.Contains("location", run.Out, StringComparison.Ordinal);
        Assert.Contains("user", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("workspace", run.Out, StringComparison.Ordinal);
    }

    /// <summary>Deletes the active workspace from another machine.</summary>
    private async Task LoseWorkspaceAsync()
    {
        await RunAsync("workspace", "create", "team", "--set");
        await ElsewhereAsync("default", ["workspace", "delete", "team", "--yes", "--force"]);
    }

    /// <summary>Deletes the active stack from another machine.</summary>
    private async Task LoseStackAsync()
    {
        await RunAsync("stack", "register", "mine", "-o", "default", "-a", "default");
        await RunAsync("stack", "set", "mine");
        await ElsewhereAsync("default", ["stack", "delete", "mine", "--yes"]);
    }

    /// <summary>Runs a command with fresh settings, in which nothing is active.</summary>
    private async Task ElsewhereAsync(string workspace, string[] command)
    {
        var settings = Path.Combine(Host.Folder, "config", "zenml-dotnet.settings.json");
        var here = await File.ReadAllBytesAsync(settings, TestContext.Current.CancellationToken);
        await RunAsync("workspace", "set", workspace);
        await RunAsync("stack", "set", "default");
        await RunAsync(command);
        await File.WriteAllBytesAsync(settings, here, TestContext.Current.CancellationToken);
    }

    private async Task<CliRun> RunAsync(params string[] command)
    {
        var run = await Host.RunAsync(command);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', command)}: {run.Error}");
        return run;
    }
}
