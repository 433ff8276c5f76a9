namespace ZenML.EndToEnd.Tests;

public sealed class WorkspaceTests : EndToEndTest
{
    [Fact]
    public async Task A_workspace_has_its_own_secrets_and_stacks()
    {
        await Zenml.OkAsync("secret", "create", "here", "--k=v");
        await Zenml.OkAsync("workspace", "create", "second");
        await Zenml.FailsAsync("workspace", "create", "second");
        await Zenml.OkAsync("workspace", "set", "second");

        Assert.Empty((await Zenml.JsonAsync("secret", "list")).AsArray());
        await Zenml.FailsAsync("secret", "get", "here");
        Assert.Equal("default", (string)(await Zenml.JsonAsync("stack", "describe"))["name"]!);
        await Zenml.OkAsync("secret", "create", "here", "--k=other");
        Assert.Equal("second", (string)(await Zenml.JsonAsync("secret", "get", "here"))["workspace"]!);

        await Zenml.FailsAsync("workspace", "delete", "second", "-y");
        await Zenml.OkAsync("workspace", "set", "default");
        Assert.Equal("v", await Zenml.ValueAsync("here", "k"));
        Assert.Contains("Input is required", (await Zenml.FailsAsync("workspace", "delete", "second")).Error, StringComparison.Ordinal);
        await Zenml.OkAsync("workspace", "delete", "second", "-y");
        await Zenml.FailsAsync("workspace", "delete", "default", "-y");
        Assert.Equal(["default"], (await Zenml.JsonAsync("workspace", "list")).AsArray().Select(workspace => (string)workspace!["name"]!));
    }

    [Fact]
    public async Task Workspace_describe_without_a_name_shows_the_active_workspace()
    {
        Assert.Equal("default", (string)(await Zenml.JsonAsync("workspace", "describe"))["name"]!);
        await Zenml.FailsAsync("workspace", "describe", "nope");
        await Zenml.FailsAsync("workspace", "set", "nope");
    }

    [Fact]
    public async Task The_local_user_is_called_default()
    {
        Assert.Equal(["default"], (await Zenml.JsonAsync("user", "list")).AsArray().Select(user => (string)user!["name"]!));
        Assert.Equal("default", (string)(await Zenml.JsonAsync("user", "describe"))["name"]!);
        await Zenml.FailsAsync("user", "describe", "nope");
    }
}
