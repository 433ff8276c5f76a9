using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client.Tests;

public class ComponentsClientTests : ClientTest
{
    private const ComponentType Tracker = ComponentType.ExperimentTracker;

    [Fact]
    public async Task A_component_can_be_registered_and_changed_and_copied_and_deleted()
    {
        await RegisterAsync("first", new OrderedDictionary<string, string> { ["team"] = "a" });
        await Client.Components.UpdateAsync(
            Tracker,
            "first",
            new ComponentUpdate
            {
                Name = "renamed",
                Configuration = new() { ["tracking_token"] = "{{s.token}}", ["tracking_uri"] = "http://127.0.0.1:6000" },
            },
            cancellationToken: Token);
        await Client.Components.CopyAsync(Tracker, "renamed", "copy", cancellationToken: Token);
        await Client.Components.DeleteAsync(Tracker, "renamed", cancellationToken: Token);

        var copy = await Client.Components.GetAsync(Tracker, "cop", LookupMode.Reading, Token);
        Assert.Equal(
            new ConfigurationMap { ["tracking_uri"] = "http://127.0.0.1:6000", ["tracking_token"] = "{{s.token}}" },
            copy.Configuration);
        Assert.Equal("a", copy.Labels["team"]);
        Assert.Equal(
            ErrorCode.NotFound,
            (await Assert.ThrowsAsync<ZenException>(() => Client.Components.GetAsync(Tracker, "renamed", cancellationToken: Token))).Code);
    }

    [Fact]
    public async Task Plain_text_in_a_sensitive_attribute_is_returned_only_when_it_is_revealed()
    {
        var registered = await Client.Components.RegisterAsync(
            Tracker,
            "t",
            "mlflow",
            new() { ["tracking_uri"] = "http://127.0.0.1:5000", ["tracking_password"] = "plain-text" },
            cancellationToken: Token);

        var shown = await Client.Components.GetAsync(Tracker, "t", cancellationToken: Token);
        var revealed = await Client.Components.RevealAsync(registered.Id, Token);

        Assert.Equal(new ConfigurationSensitive(null), shown.Configuration["tracking_password"]);
        Assert.Equal(new ConfigurationSensitive("plain-text"), revealed.Configuration["tracking_password"]);
    }

    [Fact]
    public async Task A_list_can_be_restricted_to_one_type_across_all_its_pages()
    {
        for (var number = 0; number < 3; number++)
        {
            await RegisterAsync($"t{number}");
        }

        var query = new ListQuery { Type = Tracker, Size = 2, ["name"] = "t0", ["flavor"] = "contains:o", LogicalOperator = "or" };
        var trackers = await Client.Components.ListAsync(query, Token).Select(component => component.Name).ToListAsync(Token);
        var all = await Client.Components.ListPageAsync(cancellationToken: Token);

        Assert.Equal(["t0", "t1", "t2"], trackers);
        Assert.Equal(5, all.Total);
    }

    [Fact]
    public async Task A_custom_flavor_can_be_registered_and_used_and_deleted()
    {
        var stock = await Client.Flavors.GetAsync(Tracker, "mlflow", cancellationToken: Token);
        var custom = await Client.Flavors.RegisterAsync(stock.Definition with { Name = "mine" }, Token);
        var component = await Client.Components.RegisterAsync(Tracker, "t", "mine", cancellationToken: Token);

        var flavors = await Client.Flavors.ListAsync(new ListQuery { Type = Tracker }, Token)
            .Select(flavor => flavor.Name).ToListAsync(Token);
        Assert.Contains("mlflow", flavors);
        Assert.Contains("mine", flavors);
        Assert.Equal(
            ErrorCode.NotAllowed,
            (await Assert.ThrowsAsync<ZenException>(() => Client.Flavors.DeleteAsync(custom.Id, Token))).Code);
        await Client.Components.DeleteAsync(component.Id, Token);
        await Client.Flavors.DeleteAsync(Tracker, "mine", cancellationToken: Token);
        Assert.Equal(
            ErrorCode.NotAllowed,
            (await Assert.ThrowsAsync<ZenException>(() => Client.Flavors.DeleteAsync(stock.Id, Token))).Code);
    }

    [Fact]
    public async Task The_local_user_and_the_workspaces_can_be_listed()
    {
        await Client.Workspaces.CreateAsync("other", "for others", Token);

        var workspaces = await Client.Workspaces.ListAsync(cancellationToken: Token).Select(workspace => workspace.Name).ToListAsync(Token);
        var user = Assert.Single(await Client.Users.ListAsync(new ListQuery { ["name"] = "default" }, Token).ToListAsync(Token));

        Assert.Equal(["default", "other"], workspaces);
        Assert.Equal(user, await Client.Users.GetCurrentAsync(Token));
        Assert.Equal(user, await Client.Users.GetAsync("default", cancellationToken: Token));
        await Client.Workspaces.DeleteAsync("other", cancellationToken: Token);
        Assert.Equal(1, (await Client.Workspaces.ListPageAsync(cancellationToken: Token)).Total);
    }

    private Task<Component> RegisterAsync(string name, IReadOnlyDictionary<string, string>? labels = null) =>
        Client.Components.RegisterAsync(
        Tracker, name, "mlflow", new() { ["tracking_uri"] = "http://127.0.0.1:5000" }, labels, Token);
}
