namespace ZenML.EndToEnd.Tests.Stacks;

public sealed class StackTests : EndToEndTest
{
    [Fact]
    public async Task A_new_store_has_the_default_stack_and_it_is_active()
    {
        var stack = (await Zenml.JsonAsync("stack", "describe")).AsObject();

        Assert.Equal(["id", "name", "active", "components"], stack.Select(pair => pair.Key));
        Assert.Equal("default", (string)stack["name"]!);
        Assert.True((bool)stack["active"]!);
        Assert.All(
            stack["components"]!.AsArray(),
            component => Assert.Equal(
                ["id", "name", "type", "flavor", "configuration"], component!.AsObject().Select(pair => pair.Key)));
        Assert.Equal(
            ["artifact_store default local", "orchestrator default local"],
            stack["components"]!.AsArray()
                .Select(component => $"{component!["type"]} {component["name"]} {component["flavor"]}")
                .Order(StringComparer.Ordinal));
        Assert.Contains("default", (await Zenml.OkAsync("stack", "get")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_can_be_registered_and_changed_and_renamed_and_copied_and_deleted()
    {
        await Zenml.OkAsync("container-registry", "register", "registry", "-f", "default", "--uri=registry.example/x");
        await Zenml.OkAsync("stack", "register", "mine", "-o", "default", "-a", "default", "-c", "registry");
        Assert.Equal("artifact_store container_registry orchestrator", await TypesAsync("mine"));
        await Zenml.FailsAsync("stack", "register", "mine", "-o", "default", "-a", "default");

        await Zenml.OkAsync("stack", "remove-component", "mine", "-c");
        Assert.Equal("artifact_store orchestrator", await TypesAsync("mine"));
        await Zenml.OkAsync("stack", "update", "mine", "--container_registry", "registry");
        await Zenml.OkAsync("stack", "rename", "mine", "yours");
        await Zenml.FailsAsync("stack", "rename", "yours", "default");
        await Zenml.OkAsync("stack", "copy", "yours", "theirs");
        Assert.Equal("artifact_store container_registry orchestrator", await TypesAsync("theirs"));

        await Zenml.FailsAsync("container-registry", "delete", "registry");
        Assert.Contains("Input is required", (await Zenml.FailsAsync("stack", "delete", "theirs")).Error, StringComparison.Ordinal);
        await Zenml.OkAsync("stack", "delete", "theirs", "-y");
        Assert.Single((await Zenml.JsonAsync("container-registry", "list")).AsArray());
        await Zenml.OkAsync("stack", "delete", "yours", "-y", "-r");
        Assert.Empty((await Zenml.JsonAsync("container-registry", "list")).AsArray());
        Assert.Equal(["default"], (await Zenml.JsonAsync("stack", "list")).AsArray().Select(stack => (string)stack!["name"]!));
    }

    [Fact]
    public async Task The_active_stack_can_be_set_and_cannot_be_deleted()
    {
        await Zenml.OkAsync("stack", "register", "first", "-o", "default", "-a", "default", "--set");
        Assert.Contains("first", (await Zenml.OkAsync("stack", "get")).Out, StringComparison.Ordinal);
        await Zenml.OkAsync("stack", "register", "second", "-o", "default", "-a", "default");
        await Zenml.OkAsync("stack", "set", "second");

        Assert.True((bool)(await Zenml.JsonAsync("stack", "describe", "second"))["active"]!);
        Assert.False((bool)(await Zenml.JsonAsync("stack", "describe", "first"))["active"]!);
        await Zenml.FailsAsync("stack", "delete", "second", "-y");
        await Zenml.FailsAsync("stack", "set", "no_such_stack");
        await Zenml.OkAsync("stack", "set", "default");
        await Zenml.OkAsync("stack", "delete", "second", "-y");
    }

    [Fact]
    public async Task The_default_stack_and_its_components_cannot_be_changed()
    {
        await Zenml.FailsAsync("stack", "rename", "default", "other");
        await Zenml.FailsAsync("stack", "delete", "default", "-y");
        await Zenml.FailsAsync("orchestrator", "delete", "default");
        await Zenml.FailsAsync("artifact-store", "update", "default", "--path=/x");
        await Zenml.FailsAsync("artifact-store", "rename", "default", "other");
    }

    [Fact]
    public async Task Register_requires_an_orchestrator_and_an_artifact_store_that_exist()
    {
        Assert.Contains(
            "--orchestrator",
            (await Zenml.RunAsync("stack", "register", "s", "-a", "default")).Expect(2).Error,
            StringComparison.Ordinal);
        (await Zenml.RunAsync("stack", "register", "s", "-o", "default")).Expect(2);
        Assert.Contains(
            "'nope'",
            (await Zenml.FailsAsync("stack", "register", "s", "-a", "nope", "-o", "default")).Error,
            StringComparison.Ordinal);
        await Zenml.FailsAsync("stack", "register", "", "-a", "default", "-o", "default");
        Assert.Single((await Zenml.JsonAsync("stack", "list")).AsArray());
    }

    [Fact]
    public async Task Export_and_import_transfer_a_stack_without_secret_values()
    {
        await Zenml.OkAsync(
            "container-registry",
            "register",
            "registry",
            "-f",
            "default",
            "--uri=registry.example/x",
            "--authentication_secret={{registry.key}}");
        await Zenml.OkAsync("stack", "register", "mine", "-o", "default", "-a", "default", "-c", "registry");
        await Zenml.OkAsync("stack", "export", "mine", "mine.yaml");
        Assert.Contains(
            "{{registry.key}}",
            await File.ReadAllTextAsync(Path.Combine(Zenml.Home, "mine.yaml"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        await Zenml.OkAsync("stack", "delete", "mine", "-y", "-r");

        await Zenml.OkAsync("stack", "import", "mine", "-f", "mine.yaml");
        var registry = (await Zenml.JsonAsync("stack", "describe", "mine"))["components"]!
            .AsArray().Single(component => (string)component!["type"]! == "container_registry");
        Assert.Equal("{{registry.key}}", (string)registry!["configuration"]!["authentication_secret"]!);
    }

    [Fact]
    public async Task Read_commands_accept_prefixes_and_an_ambiguous_prefix_lists_the_candidates()
    {
        await Zenml.OkAsync("stack", "register", "training_small", "-o", "default", "-a", "default");
        await Zenml.OkAsync("stack", "register", "training_large", "-o", "default", "-a", "default");

        Assert.Equal("training_small", (string)(await Zenml.JsonAsync("stack", "describe", "training_s"))["name"]!);
        var refused = await Zenml.FailsAsync("stack", "describe", "training");
        Assert.Contains("training_small", refused.Error, StringComparison.Ordinal);
        Assert.Contains("training_large", refused.Error, StringComparison.Ordinal);
        await Zenml.FailsAsync("stack", "delete", "training_s", "-y");
        await Zenml.FailsAsync("stack", "rename", "training_s", "other");
    }

    private async Task<string> TypesAsync(string stack) => string.Join(
        ' ', (await Zenml.JsonAsync("stack", "describe", stack))["components"]!.AsArray()
            .Select(component => (string)component!["type"]!).Order(StringComparer.Ordinal));
}
