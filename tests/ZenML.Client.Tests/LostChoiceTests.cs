using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Pipelines;

namespace ZenML.Client.Tests;

/// <summary>While the active workspace or stack does not exist, users can only list and choose.</summary>
public class LostChoiceTests : ClientTest
{
    private static readonly SecretReference Reference = new("s", "k");

    [Fact]
    public async Task Nothing_is_read_or_changed_while_the_active_workspace_does_not_exist()
    {
        var stack = await ActivateStackAsync(new() { ["tracking_uri"] = "http://127.0.0.1:5000" });
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "v" }, cancellationToken: Token);
        var schema = (await Client.Flavors.GetAsync(ComponentType.ExperimentTracker, "mlflow", cancellationToken: Token)).Definition;
        LoseActiveWorkspace("gone");
        await using var next = Open();

        var uses = Reads(next).Concat(Changes(next, stack, schema)).Concat(UsesOfStack(next));
        foreach (var (name, use) in uses)
        {
            var error = await Record.ExceptionAsync(use) as ZenException;

            Assert.True(error is not null, $"{name} used the default workspace.");
            Assert.True(error.Code == ErrorCode.NotFound, $"{name}: {error.Message}");
            Assert.Equal(
                "The active workspace 'gone' no longer exists, so nothing was read or changed. Choose another: zenml workspace set NAME",
                error.Message);
        }

        await next.Workspaces.SetActiveAsync("default", cancellationToken: Token);
        Assert.Equal("v", (await next.Secrets.GetAsync("s", cancellationToken: Token))["k"].Reveal());
        Assert.Equal("production", (await next.Stacks.GetActiveAsync(Token)).Name);
    }

    [Fact]
    public async Task Nothing_is_checked_or_run_while_the_active_stack_does_not_exist()
    {
        await LoseActiveStackAsync();

        foreach (var (name, use) in UsesOfStack(Client))
        {
            var error = await Record.ExceptionAsync(use) as ZenException;

            Assert.True(error is not null, $"{name} used the default stack.");
            Assert.Equal(ErrorCode.NotFound, error.Code);
            Assert.Equal(
                "The active stack 'production' no longer exists, so nothing was read or changed. Choose another: zenml stack set NAME",
                error.Message);
        }

        Assert.Empty((await Client.PipelineRuns.ListPageAsync(cancellationToken: Token)).Items);
        await Client.Stacks.SetActiveAsync("default", cancellationToken: Token);
        await Client.DefinePipeline("p").Step("s", _ => { }).RunAsync(Token);
    }

    [Fact]
    public async Task Workspaces_can_be_listed_and_created_and_deleted_while_the_active_one_does_not_exist()
    {
        LoseActiveWorkspace("gone");

        Assert.Equal("default", Assert.Single((await Client.Workspaces.ListPageAsync(cancellationToken: Token)).Items).Name);
        var made = await Client.Workspaces.CreateAsync("second", cancellationToken: Token);
        Assert.Equal(made.Id, (await Client.Workspaces.GetAsync("second", cancellationToken: Token)).Id);
        await Client.Workspaces.DeleteAsync("second", force: true, cancellationToken: Token);
        Assert.Null(await Client.Workspaces.FindActiveAsync(Token));
        Assert.Null(await Client.Workspaces.FindActiveAsync(Token));
        Assert.Equal(
            "The active workspace 'gone' no longer exists. Choose another: zenml workspace set NAME",
            Assert.Single(Warnings, warning => warning.Contains("'gone'", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stacks_can_be_listed_and_registered_while_the_active_one_does_not_exist()
    {
        await LoseActiveStackAsync();
        var standard = await Client.Stacks.GetAsync("default", cancellationToken: Token);

        await Client.Stacks.RegisterAsync("second", standard.Components, Token);
        Assert.Equal(2, (await Client.Stacks.ListPageAsync(cancellationToken: Token)).Total);
        Assert.True((await Client.Stacks.ValidateAsync(standard, cancellationToken: Token)).Passes);
        Assert.Null(await Client.Stacks.FindActiveAsync(Token));
        Assert.Null(await Client.Stacks.FindActiveAsync(Token));
        Assert.Equal(
            "The active stack 'production' no longer exists. Choose another: zenml stack set NAME",
            Assert.Single(Warnings, warning => warning.Contains("'production'", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_workspace_or_stack_whose_name_matches_a_lost_choice_is_not_mistaken_for_it()
    {
        var lost = await LoseActiveStackAsync();
        var standard = await Client.Stacks.GetAsync("default", cancellationToken: Token);
        await Client.Stacks.RegisterAsync("production", standard.Components, Token);
        await Client.Stacks.RegisterAsync(lost.Id.Value.ToString("D"), standard.Components, Token);

        Assert.Null(await Client.Stacks.FindActiveAsync(Token));
        await Assert.ThrowsAsync<ZenException>(() => Client.Stacks.GetActiveAsync(Token));

        var id = Guid.NewGuid();
        await Client.Workspaces.CreateAsync("gone", cancellationToken: Token);
        await Client.Workspaces.CreateAsync(id.ToString("D"), cancellationToken: Token);
        new SettingsFile(Options).Change(settings => settings.WithWorkspace(Server?.Address, new ActiveChoice(id, "gone")));
        await using var next = Open();

        Assert.Null(await next.Workspaces.FindActiveAsync(Token));
        await Assert.ThrowsAsync<ZenException>(() => next.Workspaces.GetActiveAsync(Token));
    }

    [Fact]
    public async Task A_stack_of_another_workspace_is_not_active_even_if_the_settings_name_it()
    {
        var home = await Client.Workspaces.GetActiveAsync(Token);
        await Client.Workspaces.CreateAsync("other", cancellationToken: Token);
        await Client.Workspaces.SetActiveAsync("other", cancellationToken: Token);
        var foreign = await Client.Stacks.GetAsync("default", cancellationToken: Token);
        await Client.Workspaces.SetActiveAsync("default", cancellationToken: Token);
        new SettingsFile(Options).Change(settings => settings.WithStack(home.Id, new ActiveChoice(foreign.Id.Value, "default")));

        await Assert.ThrowsAsync<ZenException>(() => Client.Stacks.GetActiveAsync(Token));
        Assert.Null(await Client.Stacks.FindActiveAsync(Token));
    }

    [Fact]
    public async Task A_workspace_that_is_deleted_while_a_client_is_open_is_not_replaced_by_another()
    {
        await Client.Secrets.CreateAsync("db", new() { ["k"] = "of default" }, cancellationToken: Token);
        await Client.Workspaces.CreateAsync("short-lived", cancellationToken: Token);
        await using var open = Open();
        await open.Workspaces.SetActiveAsync("short-lived", cancellationToken: Token);
        await open.Secrets.CreateAsync("db", new() { ["k"] = "of short-lived" }, cancellationToken: Token);
        await Client.Workspaces.GetActiveAsync(Token);
        new SettingsFile(Options).Change(settings => settings.WithWorkspace(Server?.Address, new ActiveChoice(Guid.NewGuid(), "x")));
        await Client.Workspaces.DeleteAsync("short-lived", force: true, cancellationToken: Token);

        await Assert.ThrowsAsync<ZenException>(() => open.DefinePipeline("p").Step("s", _ => { }).RunAsync(Token));
        try
        {
            // The fake ZenML server leaves the secret unchanged.
            Assert.Equal("of short-lived", (await open.Secrets.GetAsync("db", cancellationToken: Token))["k"].Reveal());
        }
        catch (ZenException error)
        {
            Assert.Equal(ErrorCode.NotFound, error.Code);
        }
    }

    private async Task<Stack> LoseActiveStackAsync()
    {
        var stack = await ActivateStackAsync(new() { ["tracking_uri"] = "http://127.0.0.1:5000" });
        await Client.Stacks.SetActiveAsync("default", cancellationToken: Token);
        await Client.Stacks.DeleteAsync("production", cancellationToken: Token);
        Client.Stacks.SetActive(stack);
        return stack;
    }

    private static IEnumerable<(string Name, Func<Task> Use)> Reads(ZenClient client) =>
    [
        ("getting a secret", () => client.Secrets.GetAsync("s", cancellationToken: Token)),
        ("getting a secret by a beginning", () => client.Secrets.GetAsync("s", mode: LookupMode.Reading, cancellationToken: Token)),
        ("finding a secret", () => client.Secrets.FindAsync("s", cancellationToken: Token)),
        ("listing secrets", () => client.Secrets.ListPageAsync(cancellationToken: Token)),
        ("listing all secrets", () => client.Secrets.ListAsync(cancellationToken: Token).ToListAsync(Token).AsTask()),
        ("checking references", () => client.Secrets.CheckAsync([Reference], cancellationToken: Token)),
        ("resolving references", () => client.Secrets.ResolveAsync([Reference], Token)),
        ("getting a component", () => client.Components.GetAsync(ComponentType.ExperimentTracker, "mlflow", cancellationToken: Token)),
        ("listing components", () => client.Components.ListPageAsync(cancellationToken: Token)),
        ("getting a stack", () => client.Stacks.GetAsync("production", cancellationToken: Token)),
        ("listing stacks", () => client.Stacks.ListPageAsync(cancellationToken: Token)),
        ("getting a run", () => client.PipelineRuns.GetAsync("run", cancellationToken: Token)),
        ("listing runs", () => client.PipelineRuns.ListPageAsync(cancellationToken: Token)),
        ("the active workspace", () => client.Workspaces.GetActiveAsync(Token)),
        ("the active stack, to show it", () => client.Stacks.FindActiveAsync(Token)),
    ];

    private static IEnumerable<(string Name, Func<Task> Use)> UsesOfStack(ZenClient client) =>
    [
        ("the active stack", () => client.Stacks.GetActiveAsync(Token)),
        ("a check of the active stack", async () =>
            await client.Stacks.ValidateAsync(await client.Stacks.GetActiveAsync(Token), cancellationToken: Token)),
        ("a run", () => client.DefinePipeline("p").Step("s", _ => { }).RunAsync(Token)),
    ];

    private static IEnumerable<(string Name, Func<Task> Use)> Changes(ZenClient client, Stack stack, FlavorDefinition schema) =>
    [
        ("creating a secret", () => client.Secrets.CreateAsync("new", new() { ["k"] = "v" }, cancellationToken: Token)),
        ("updating a secret", () => client.Secrets.UpdateAsync(
            "s", new SecretUpdate { Set = new() { ["k"] = "w" } }, cancellationToken: Token)),
        ("deleting a secret", () => client.Secrets.DeleteAsync("s", cancellationToken: Token)),
        ("finding a secret to change", () => client.Secrets.FindAsync("s", mode: LookupMode.Changing, cancellationToken: Token)),
        ("registering a component", () => client.Components.RegisterAsync(
            ComponentType.ExperimentTracker, "new", "mlflow", cancellationToken: Token)),
        ("updating a component", () => client.Components.UpdateAsync(
            ComponentType.ExperimentTracker, "mlflow", new ComponentUpdate { Name = "new" }, cancellationToken: Token)),
        ("copying a component", () => client.Components.CopyAsync(
            ComponentType.ExperimentTracker, "mlflow", "new", cancellationToken: Token)),
        ("deleting a component", () => client.Components.DeleteAsync(ComponentType.ExperimentTracker, "mlflow", cancellationToken: Token)),
        ("finding a component to change", () => client.Components.GetAsync(
            ComponentType.ExperimentTracker, "mlflow", LookupMode.Changing, Token)),
        ("registering a flavor", () => client.Flavors.RegisterAsync(schema with { Name = "new" }, Token)),
        ("deleting a flavor", () => client.Flavors.DeleteAsync(ComponentType.ExperimentTracker, "new", cancellationToken: Token)),
        ("registering a stack", () => client.Stacks.RegisterAsync("new", stack.Components, Token)),
        ("copying a stack", () => client.Stacks.CopyAsync("production", "new", cancellationToken: Token)),
        ("updating a stack", () => client.Stacks.UpdateAsync("production", new StackUpdate { Name = "new" }, cancellationToken: Token)),
        ("deleting a stack", () => client.Stacks.DeleteAsync("production", cancellationToken: Token)),
        ("choosing a stack", () => client.Stacks.SetActiveAsync("production", cancellationToken: Token)),
    ];
}
