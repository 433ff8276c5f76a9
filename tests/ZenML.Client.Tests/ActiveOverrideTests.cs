using ZenML.Core.Errors;

namespace ZenML.Client.Tests;

/// <summary>Options and environment name the active workspace and stack.</summary>
public class ActiveOverrideTests : ClientTest
{
    [Fact]
    public async Task Options_name_the_workspace_by_name_or_id_and_win_over_the_settings()
    {
        var research = await Client.Workspaces.CreateAsync("research", cancellationToken: Token);
        await Client.Workspaces.CreateAsync("other", cancellationToken: Token);
        await Client.Workspaces.SetActiveAsync("other", cancellationToken: Token);

        foreach (var text in new[] { "research", research.Id.ToString(), research.Id.Value.ToString("N") })
        {
            await using var client = Open(options => options with { Workspace = text });
            var secret = await client.Secrets.SetAsync("db", new() { ["k"] = "1" }, cancellationToken: Token);
            Assert.Equal("research", secret.Secret.Workspace.Name);
            Assert.Equal("1", (await client.Secrets.GetAsync("db", cancellationToken: Token))["k"].Reveal());
            Assert.Equal("1", Assert.Single((await client.Secrets.GetPageAsync(cancellationToken: Token)).Items)["k"].Reveal());
            Assert.Equal("research", (await client.Workspaces.GetActiveAsync(Token)).Name);
            Assert.Equal("ZenClientOptions.Workspace", client.Workspaces.ActiveOverride);
        }

        Assert.Equal("other", (await Client.Workspaces.GetActiveAsync(Token)).Name);
    }

    [Fact]
    public async Task What_identifies_a_client_stays_the_same_after_the_workspace_was_found()
    {
        await Client.Workspaces.CreateAsync("research", cancellationToken: Token);
        await using var client = Open(options => options with { Workspace = "research" });
        var before = client.Runtime.Identify();

        await client.Secrets.SetAsync("db", new() { ["k"] = "1" }, cancellationToken: Token);

        Assert.Equal(before, client.Runtime.Identify());
        Assert.NotEqual(before, Client.Runtime.Identify());
    }

    [Fact]
    public async Task Options_name_the_stack_by_name_or_id_and_win_over_the_settings()
    {
        var standard = await Client.Stacks.GetAsync("default", cancellationToken: Token);
        var production = await Client.Stacks.RegisterAsync("production", standard.Components, Token);
        await Client.Stacks.RegisterAsync("staging", standard.Components, Token);
        await Client.Stacks.SetActiveAsync("staging", cancellationToken: Token);

        foreach (var text in new[] { "production", production.Id.ToString() })
        {
            await using var client = Open(options => options with { Stack = text });
            Assert.Equal("production", (await client.Stacks.GetActiveAsync(Token)).Name);
            Assert.Equal("production", (await client.Stacks.FindAndValidateAsync(null, cancellationToken: Token)).Stack.Name);
            Assert.Equal("production", (await client.Runtime.GetStackAsync(Token)).Name);
            Assert.Equal(
                ErrorCode.NotAllowed,
                (await Assert.ThrowsAsync<ZenException>(() => client.Stacks.DeleteAsync("production", cancellationToken: Token))).Code);
        }
    }

    [Fact]
    public async Task A_workspace_or_stack_that_does_not_exist_is_an_error_that_names_what_names_it()
    {
        await using var client = Open(options => options with { Workspace = "gone", Stack = "lost" });
        var error = await Assert.ThrowsAsync<ZenException>(() => client.Secrets.GetAsync("db", cancellationToken: Token));
        Assert.Equal(
            "There is no workspace 'gone', which ZenClientOptions.Workspace names, so nothing was read or changed. "
            + "Correct or remove ZenClientOptions.Workspace.",
            error.Message);
        Assert.Equal(ErrorCode.NotFound, error.Code);
        Assert.Null(await client.Workspaces.FindActiveAsync(Token));
        Assert.Contains("'gone', which ZenClientOptions.Workspace names", Assert.Single(Warnings), StringComparison.Ordinal);

        await using var stackless = Open(options => options with { Stack = "lost" });
        foreach (var use in new Func<Task>[]
        {
            () => stackless.Stacks.GetActiveAsync(Token), () => stackless.Stacks.FindAndValidateAsync(null, cancellationToken: Token),
        })
        {
            Assert.Contains(
                "no stack 'lost', which ZenClientOptions.Stack names",
                (await Assert.ThrowsAsync<ZenException>(use)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Text_in_the_form_of_an_id_is_never_a_name()
    {
        var text = Guid.NewGuid().ToString();
        await Client.Workspaces.CreateAsync(text, cancellationToken: Token);

        await using var client = Open(options => options with { Workspace = text });

        Assert.Equal(
            ErrorCode.NotFound,
            (await Assert.ThrowsAsync<ZenException>(() => client.Secrets.ListPageAsync(cancellationToken: Token))).Code);
    }

    [Fact]
    public async Task Setting_the_active_workspace_stores_it_and_does_not_change_a_client_whose_options_name_one()
    {
        await Client.Workspaces.CreateAsync("research", cancellationToken: Token);
        await using (var client = Open(options => options with { Workspace = "default" }))
        {
            await client.Workspaces.SetActiveAsync("research", cancellationToken: Token);
            Assert.Equal("default", (await client.Workspaces.GetActiveAsync(Token)).Name);
        }

        await using var next = Open();
        Assert.Equal("research", (await next.Workspaces.GetActiveAsync(Token)).Name);
    }
}
