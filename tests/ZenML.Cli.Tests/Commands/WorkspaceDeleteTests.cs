namespace ZenML.Cli.Tests.Commands;

public class WorkspaceDeleteTests : CommandTest
{
    [Fact]
    public async Task Workspace_delete_asks_for_confirmation_with_the_number_of_resources_it_deletes()
    {
        await Host.RunAsync("workspace", "create", "research", "--set");
        await Host.RunAsync("secret", "create", "one", "--k=1");
        await Host.RunAsync("secret", "create", "two", "--k=1");
        await Host.RunAsync("stack", "copy", "default", "mine");
        await Host.RunAsync("workspace", "set", "default");

        var asked = await Host.RunAsync(new FakeTerminal("n"), "workspace", "delete", "research");

        Assert.Contains("with 2 secrets, 2 stacks, 2 components, 0 pipelines and 0 runs", asked.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was deleted.", asked.Error, StringComparison.Ordinal);
        Assert.Contains("research", (await Host.RunAsync("workspace", "list")).Out, StringComparison.Ordinal);
    }
}
