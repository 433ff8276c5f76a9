using ZenML.Client.Remote.Login;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Pipelines;
using ZenML.TestKit;
using ZenML.TestKit.Servers;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>How many requests a client sends: over a real network each costs a round trip.</summary>
public sealed class RequestCountTests : ClientTest
{
    private static readonly SecretReference Reference = new("s", "k");

    private CountingProxy proxy = null!;

    protected override TestTarget Target => TestTarget.OwnServer;

    private ZenClientOptions Proxied => Options with { Server = proxy.Address };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "v" }, cancellationToken: Token);
        await ActivateStackAsync(new() { ["tracking_uri"] = "http://127.0.0.1:5000", ["tracking_password"] = "{{s.k}}" });
        proxy = CountingProxy.Before(Server!.Address);
        await ZenServer.ConnectAsync(proxy.Address, new ServerLogin.Password(TestAccounts.Administrator, Server.Password), Options, Token);

        // A choice of a stack counts for the address at which it was made.
        await using var client = ZenClient.Open(Proxied);
        client.Stacks.SetActive(await client.Stacks.GetActiveAsync(Token));
    }

    [Fact]
    public async Task The_stack_that_was_made_active_at_another_address_of_the_server_is_validated()
    {
        Client.Stacks.SetActive(await Client.Stacks.GetActiveAsync(Token));
        await using var client = ZenClient.Open(Proxied);

        await EnsurePassesAsync(client, null);
    }

    [Fact]
    public async Task A_private_secret_of_the_own_account_is_read_with_one_request()
    {
        await Client.Secrets.CreateAsync("own", new() { ["k"] = "v" }, Core.Secrets.SecretScope.User, Token);
        await using var client = ZenClient.Open(Proxied);
        proxy.TakeRequests();

        Assert.Equal("v", (await client.Secrets.GetAsync("own", cancellationToken: Token))["k"].Reveal());

        Assert.Single(proxy.TakeRequests());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_read_in_the_active_workspace_is_one_request_of_a_new_client(bool isChosen)
    {
        var workspace = await Client.Workspaces.GetActiveAsync(Token);
        if (isChosen)
        {
            new SettingsFile(Options).Change(settings =>
                settings.WithWorkspace(proxy.Address, new ActiveChoice(workspace.Id.Value, workspace.Name)));
        }

        var path = $"/api/v1/x/workspaces/{(isChosen ? workspace.Id.ToString() : "default")}";
        var cases = new (string Request, Func<ZenClient, Task> Read)[]
        {
            ($"POST {path}/secrets/find", async client =>
                Assert.Equal("v", (await client.Secrets.GetAsync("s", null, LookupMode.Reading, Token))["k"].Reveal())),
            ($"POST {path}/secrets/read", async client =>
                Assert.Equal(["s", "s"], (await client.Secrets.GetManyAsync(["s", "s"], Token)).Select(secret => secret.Name))),
            ($"POST {path}/secrets/find", client => client.Secrets.FindAsync("s", cancellationToken: Token)),
            ($"GET {path}/secrets?", async client =>
                Assert.Single((await client.Secrets.ListPageAsync(cancellationToken: Token)).Items)),
            ($"POST {path}/secrets/usages", async client =>
                Assert.Single((await client.SecretUsages.FindAsync("s", cancellationToken: Token)).Components)),
            ($"POST {path}/secrets/usages", async client => Assert.Single(await client.SecretUsages.ListAsync(Token))),
            ($"POST {path}/references/suggest", async client =>
                Assert.Empty(await client.SecretUsages.SuggestAsync([Reference], Token))),
            ($"POST {path}/references/check", async client =>
                Assert.True((await client.Secrets.CheckAsync([Reference], cancellationToken: Token))[0].Passes)),
            ($"POST {path}/references/resolve", async client =>
                Assert.Equal("v", (await client.Secrets.ResolveAsync([Reference], Token))[Reference].Reveal())),
            ($"POST {path}/stacks/validate", client => EnsurePassesAsync(client, null)),
            ($"POST {path}/stacks/validate", client => EnsurePassesAsync(client, "prod")),
        };
        foreach (var (request, read) in cases)
        {
            proxy.TakeRequests();
            await using var client = ZenClient.Open(Proxied);
            await read(client);

            Assert.StartsWith(request, Assert.Single(proxy.TakeRequests()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_client_with_nothing_but_an_api_key_sends_a_login_and_one_request()
    {
        var account = await Client.ServiceAccounts.CreateAsync("ci", cancellationToken: Token);
        var key = (await Client.ServiceAccounts.ApiKeys.CreateAsync(account.Id, "key", cancellationToken: Token)).Text;
        using var empty = new TemporaryFolder();
        proxy.TakeRequests();
        await using var client = ZenClient.Open(Proxied with { ConfigPath = empty.Path, ServerApiKey = key });

        await client.Secrets.GetAsync("s", cancellationToken: Token);

        Assert.Equal(["POST /api/v1/login", "POST /api/v1/x/workspaces/default/secrets/find"], proxy.TakeRequests());
    }

    [Fact]
    public async Task A_step_resolves_the_references_of_an_attribute_with_one_request()
    {
        await using var client = ZenClient.Open(Proxied);
        IReadOnlyList<string> requests = [];
        var settings = new ConfigurationMap { ["login"] = new ConfigurationMap { ["a"] = "{{s.k}}", ["b"] = "{{s.k}}" } };
        await client.DefinePipeline("p", settings, new PipelineOptions { Log = TextWriter.Null }).Step("s", async step =>
        {
            proxy.TakeRequests();
            await step.Settings.FindValueAsync("login", Token);
            requests = proxy.TakeRequests();
        }).RunAsync(Token);

        Assert.Equal(["POST /api/v1/x/references/resolve"], requests);
    }

    [Fact]
    public async Task Validation_over_a_server_names_what_is_missing_in_the_active_stack()
    {
        await Client.Secrets.DeleteAsync("s", cancellationToken: Token);
        await using var client = ZenClient.Open(Proxied);
        proxy.TakeRequests();

        var validation = await client.Stacks.FindAndValidateAsync(null, cancellationToken: Token);

        Assert.Single(proxy.TakeRequests());
        Assert.Equal("production", validation.Stack.Name);
        Assert.Equal(
            [new MissingReference("s", "k", "mlflow", "tracking_password", ReferenceOutcome.SecretMissing)], validation.Missing);
        var stack = await client.Stacks.GetActiveAsync(Token);
        Assert.Equal((await client.Stacks.ValidateAsync(stack, cancellationToken: Token)).Missing, validation.Missing);
    }

    [Fact]
    public async Task Validation_fails_if_the_active_stack_no_longer_exists()
    {
        var stack = await Client.Stacks.GetActiveAsync(Token);
        Client.Stacks.SetActive(await Client.Stacks.GetAsync("default", cancellationToken: Token));
        await Client.Stacks.DeleteAsync("production", cancellationToken: Token);
        Client.Stacks.SetActive(stack);
        await using var client = ZenClient.Open(Proxied);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Stacks.FindAndValidateAsync(null, cancellationToken: Token));

        Assert.Equal(
            "The active stack 'production' no longer exists, so nothing was read or changed. Choose another: zenml stack set NAME",
            error.Message);
    }

    [Fact]
    public async Task A_workspace_that_has_the_id_of_a_lost_one_as_its_name_is_not_read()
    {
        var lost = Guid.NewGuid();
        await Client.Workspaces.CreateAsync(lost.ToString("D"), cancellationToken: Token);
        new SettingsFile(Options).Change(settings => settings.WithWorkspace(proxy.Address, new ActiveChoice(lost, "gone")));
        await using var client = ZenClient.Open(Proxied);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Secrets.ListPageAsync(cancellationToken: Token));

        Assert.StartsWith("The active workspace 'gone' no longer exists", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_keeps_the_workspace_of_its_first_read_whatever_becomes_active_meanwhile()
    {
        await using var client = ZenClient.Open(Proxied);
        await client.Secrets.GetAsync("s", cancellationToken: Token);
        var other = await Client.Workspaces.CreateAsync("other", cancellationToken: Token);
        new SettingsFile(Options).Change(settings => settings.WithWorkspace(proxy.Address, new ActiveChoice(other.Id.Value, other.Name)));

        Assert.Equal("v", (await client.Secrets.GetAsync("s", cancellationToken: Token))["k"].Reveal());
        Assert.Equal(Workspace.DefaultName, (await client.Workspaces.GetActiveAsync(Token)).Name);
    }

    [Fact]
    public async Task A_server_of_ZenML_gets_no_request_of_the_extensions_and_one_that_took_the_place_of_ours_is_used_as_it_is()
    {
        await using var upstream = await UpstreamServer.StartAsync();
        using var folder = new TemporaryFolder();
        var options = Options with { ConfigPath = folder.Path, Server = upstream.Address };
        await ZenServer.ConnectAsync(upstream.Address, new ServerLogin.ApiKey(new SensitiveString(UpstreamServer.ApiKey)), options, Token);
        await using (var client = ZenClient.Open(options))
        {
            await client.Secrets.CreateAsync("s", new() { ["k"] = "v" }, cancellationToken: Token);
            await client.Secrets.GetAsync("s", cancellationToken: Token);
            await client.Stacks.FindAndValidateAsync(null, cancellationToken: Token);
        }

        Assert.DoesNotContain(upstream.Requests, request => request.Contains("/x/", StringComparison.Ordinal));

        var credentials = new CredentialsFile(folder.Path);
        credentials.Set(upstream.Address, credentials.Find(upstream.Address)! with { Extensions = 4 });
        await using var next = ZenClient.Open(options);
        Assert.Equal("v", (await next.Secrets.GetAsync("s", cancellationToken: Token))["k"].Reveal());
        Assert.Single(upstream.Requests, request => request.Contains("/x/", StringComparison.Ordinal));
        Assert.Equal(0, credentials.Find(upstream.Address)!.Extensions);
    }

    private static async Task EnsurePassesAsync(ZenClient client, string? stack)
    {
        var validation = await client.Stacks.FindAndValidateAsync(stack, LookupMode.Reading, cancellationToken: Token);
        Assert.True(validation.Passes);
        Assert.Equal("production", validation.Stack.Name);
    }
}
