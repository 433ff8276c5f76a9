using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.TestKit;

namespace ZenML.Core.Tests.PlainResources;

/// <summary>Secrets of connectors in a store whose values have moved to a back end outside the database.</summary>
public sealed class PlainSecretsTests : IAsyncLifetime
{
    private readonly MemorySecretsStore driver = new();

    private TemporaryStore store = null!;

    private ZenServices services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PlainResourcesService Connectors => services.PlainResources(ServiceConnectors.Kind);

    public async ValueTask InitializeAsync()
    {
        store = await TemporaryStore.CreateAsync();
        services = new ZenServices(
            store.Store.LocalCaller,
            store.Parts with { ExternalValues = new ExternalSecretValues(store.Store, driver, store.Clock) });
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Deleting_a_connector_deletes_the_values_of_its_secret_outside_the_database()
    {
        var connector = await AddConnectorAsync();
        Assert.Single(driver.Keys);

        await Connectors.DeleteAsync(connector.Id, Token);

        await EnsureNothingIsLeftAsync();
    }

    [Fact]
    public async Task Replacing_the_configuration_of_a_connector_deletes_the_values_of_its_secret_outside_the_database()
    {
        var connector = await AddConnectorAsync();

        await Connectors.UpdateAsync(
            connector.Id, null, new Dictionary<string, object> { ["configuration"] = new SensitiveString("{}") }, Token);

        await EnsureNothingIsLeftAsync();
    }

    [Fact]
    public async Task Deleting_a_connector_leaves_a_secret_that_was_moved_to_another_workspace()
    {
        var connector = await AddConnectorAsync();
        var secret = new Id<Secret>(connector.Values.OfType<Guid>().Single());
        var other = await services.Workspaces.CreateAsync("other", "", Token);
        await services.SecretTransfers.MoveAsync(secret, new() { Workspace = other.Id }, Token);

        await Connectors.DeleteAsync(connector.Id, Token);

        Assert.Equal("new", (await services.Secrets.GetAsync(secret, Token))["token"].Reveal());
    }

    /// <summary>Adds a connector whose secret got its values in the back end after the connector was made.</summary>
    private async Task<PlainResource> AddConnectorAsync()
    {
        var connector = await store.Services.PlainResources(ServiceConnectors.Kind).CreateAsync(
            new NewPlainResource
            {
                Workspace = store.Workspace.Id,
                Name = "c",
                Values = new Dictionary<string, object>
                {
                    ["connector_type"] = "t", ["auth_method"] = "m", ["secrets"] = new SecretValues { ["token"] = "old" },
                },
            },
            Token);
        var secret = new Id<Secret>(connector.Values.OfType<Guid>().Single());
        await services.Secrets.UpdateAsync(
            secret, new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["token"] = "new" } }, Token);
        return connector;
    }

    private async Task EnsureNothingIsLeftAsync()
    {
        Assert.Empty(driver.Keys);
        Assert.Equal(0, (await services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        Assert.Empty((await store.Store.CheckAsync(Token)).Problems);
    }
}
