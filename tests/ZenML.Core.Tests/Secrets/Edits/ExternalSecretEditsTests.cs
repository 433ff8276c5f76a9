using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Secrets.Transfers;
using ZenML.TestKit;

namespace ZenML.Core.Tests.Secrets.Edits;

/// <summary>Edits, copies and moves of secrets whose values are in a back end outside the database.</summary>
public sealed class ExternalSecretEditsTests : IAsyncLifetime
{
    private readonly MemorySecretsStore driver = new();

    private TemporaryStore store = null!;

    private ZenServices services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TemporaryStore.CreateAsync();
        var external = new ExternalSecretValues(store.Store, driver, TimeProvider.System);
        services = new ZenServices(store.Store.LocalCaller, store.Parts with { ExternalValues = external });
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Equal_values_put_nothing_into_the_back_end()
    {
        var secret = await CreateAsync("s");
        var puts = driver.Keys.Count;

        var edited = await services.SecretEdits.EditAsync(secret.Id, new SecretUpdate { Set = new() { ["k"] = "value" } }, Token);

        Assert.False(edited.IsChanged);
        Assert.Equal(puts, driver.Keys.Count);
        Assert.Equal(1, (await services.Secrets.GetAsync(secret.Id, Token)).Info.Version);
    }

    [Fact]
    public async Task An_edit_that_starts_over_says_what_it_did_in_the_end()
    {
        var secret = await CreateAsync("s");
        var first = true;
        driver.OnPut = async (_, _) =>
        {
            if (first)
            {
                first = false;
                await services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["new"] = "theirs" } }, Token);
            }
        };

        var edited = await services.SecretEdits.EditAsync(secret.Id, new SecretUpdate { Set = new() { ["new"] = "mine" } }, Token);

        Assert.Equal(["new"], edited.Keys.Changed);
        Assert.Empty(edited.Keys.Added);
        Assert.Equal(3, edited.Secret.Version);
    }

    [Fact]
    public async Task A_secret_that_is_deleted_and_created_again_during_a_set_gets_the_values_of_that_set_merged_into_the_new_one()
    {
        var old = await CreateAsync("s");
        var first = true;
        driver.OnPut = async (_, _) =>
        {
            if (first)
            {
                first = false;
                await services.Secrets.DeleteAsync(old.Id, Token);
                await services.Secrets.CreateAsync(
                    new NewSecret(old.Workspace.Id, SecretName.Parse("s"), SecretScope.Workspace, new() { ["other"] = "x" }), Token);
            }
        };

        var set = await services.SecretEdits.SetAsync(
            new NewSecret(old.Workspace.Id, SecretName.Parse("s"), SecretScope.Workspace, new() { ["new"] = "y" }), Token);

        Assert.NotEqual(old.Id, set.Secret.Id);
        var values = (await services.Secrets.GetAsync(set.Secret.Id, Token)).Values;
        Assert.Equal(["other", "new"], values.Keys);
    }

    [Fact]
    public async Task A_copy_has_the_values_of_the_original_and_a_version_of_its_own()
    {
        var secret = await CreateAsync("s");

        var copy = await services.SecretTransfers.CopyAsync(secret.Id, new SecretCopy(SecretName.Parse("t")), Token);

        await services.Secrets.DeleteAsync(secret.Id, Token);
        Assert.Equal("value", (await services.Secrets.GetAsync(copy.Id, Token))["k"].Reveal());
        Assert.Equal(1, copy.Version);
    }

    [Fact]
    public async Task A_moved_secret_keeps_its_id_and_values()
    {
        var secret = await CreateAsync("s");

        var moved = await services.SecretTransfers.MoveAsync(secret.Id, new SecretDestination { Scope = SecretScope.User }, Token);

        Assert.Equal((secret.Id, SecretScope.User, 2L), (moved.Id, moved.Scope, moved.Version));
        Assert.Equal("value", (await services.Secrets.GetAsync(secret.Id, Token))["k"].Reveal());
    }

    private async Task<SecretInfo> CreateAsync(string name)
    {
        var workspace = await services.Workspaces.FindAsync("default", LookupMode.Exact, Token);
        return await services.Secrets.CreateAsync(
            new NewSecret(workspace.Id, SecretName.Parse(name), SecretScope.Workspace, new() { ["k"] = "value" }), Token);
    }
}
