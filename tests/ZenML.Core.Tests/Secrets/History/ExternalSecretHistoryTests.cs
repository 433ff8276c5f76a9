using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Storage;
using ZenML.TestKit;

namespace ZenML.Core.Tests.Secrets.History;

/// <summary>The history of secrets whose values are in a back end outside the database.</summary>
public sealed class ExternalSecretHistoryTests : IAsyncLifetime
{
    private readonly MemorySecretsStore driver = new();

    private TemporaryStore store = null!;

    private ExternalSecretValues external = null!;

    private ZenServices services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TemporaryStore.CreateAsync();
        external = new ExternalSecretValues(store.Store, driver, TimeProvider.System);
        services = new ZenServices(store.Store.LocalCaller, store.Parts with { ExternalValues = external });
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Versions_in_a_back_end_can_be_read_compared_and_restored()
    {
        var secret = await CreateAsync();
        await SetAsync(secret, "b", "2");
        await services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse("renamed") }, Token);
        await services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["a"] = "1", ["c"] = "3" } }, Token);

        var first = await services.SecretHistory.GetVersionAsync(secret.Id, 1, Token);
        var diff = await services.SecretHistory.DiffAsync(secret.Id, 2, null, withValues: true, Token);
        var rollback = await services.SecretHistory.RollbackAsync(secret.Id, 2, ifVersion: 4, Token);

        Assert.Equal("1", Assert.Single(first.Values).Value.Reveal());
        Assert.Equal(
            [("c", SecretDifferenceKind.Added), ("b", SecretDifferenceKind.Removed)], diff.Keys.Select(key => (key.Key, key.Kind)));
        Assert.Equal((5L, 4L), (rollback.Secret.Version, rollback.Replaced));
        Assert.Equal(["b", "c"], [.. rollback.Version.Added, .. rollback.Version.Removed]);
        Assert.Equal("2", (await services.Secrets.GetAsync(secret.Id, Token))["b"].Reveal());
        var lines = (await services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions;
        Assert.Equal(
            [
                (5, SecretVersionState.Current), (4, SecretVersionState.Stored), (3, SecretVersionState.NoValues),
                (2, SecretVersionState.Stored), (1, SecretVersionState.Stored),
            ],
            lines.Select(line => (line.Version, line.State)));
        Assert.Equal(["c", "b"], [.. lines[1].Added, .. lines[1].Removed]);
        Assert.Empty(lines[1].Changed);
    }

    [Fact]
    public async Task A_destroyed_version_is_deleted_from_the_back_end()
    {
        var secret = await CreateAsync();
        await SetAsync(secret, "a", "2");

        await services.SecretHistory.DestroyAsync(secret.Id, 1, Token);

        Assert.Equal(2, Assert.Single(driver.Keys).Version);
        Assert.Equal(SecretVersionState.Destroyed, (await services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions[1].State);
        await EnsureFailsAsync(ErrorCode.NotFound, () => services.SecretHistory.GetVersionAsync(secret.Id, 1, Token));
        Assert.Empty(await external.FindOrphansAsync(Token));
    }

    [Fact]
    public async Task A_version_from_before_the_back_end_is_destroyed_in_the_database()
    {
        var secret = await store.Services.Secrets.CreateAsync(
            new NewSecret(store.Workspace.Id, SecretName.Parse("old"), SecretScope.Workspace, new SecretValues { ["a"] = "1" }), Token);
        await services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["a"] = "2" } }, Token);

        await services.SecretHistory.DestroyAsync(secret.Id, 1, Token);

        Assert.Null(await store.Store.ReadAsync((unit, token) => unit.SecretValues.GetVersionAsync(secret, 1, token), Token));
    }

    [Fact]
    public async Task A_back_end_that_refuses_to_delete_a_destroyed_version_is_asked_again_later()
    {
        var secret = await CreateAsync();
        await SetAsync(secret, "a", "2");
        driver.RefusesDeletions = true;

        await services.SecretHistory.DestroyAsync(secret.Id, 1, Token);
        Assert.Equal(2, driver.Keys.Count);
        await EnsureFailsAsync(ErrorCode.NotFound, () => services.SecretHistory.GetVersionAsync(secret.Id, 1, Token));
        driver.RefusesDeletions = false;
        await external.RecoverAsync(Token);

        Assert.Single(driver.Keys);
    }

    [Fact]
    public async Task A_version_that_is_destroyed_while_a_rollback_reads_it_is_not_restored()
    {
        var secret = await CreateAsync();
        await SetAsync(secret, "a", "2");
        driver.OnPut = (_, _) => services.SecretHistory.DestroyAsync(secret.Id, 1, Token);

        await EnsureFailsAsync(
            ErrorCode.NotFound, () => services.SecretHistory.RollbackAsync(secret.Id, 1, ifVersion: 2, Token));

        Assert.Equal("2", (await services.Secrets.GetAsync(secret.Id, Token))["a"].Reveal());
        Assert.Single(driver.Keys);
    }

    [Fact]
    public async Task A_rollback_starts_over_if_another_change_comes_right_after_its_decision()
    {
        var secret = await CreateAsync();
        await SetAsync(secret, "a", "2");
        var database = new InterruptedDatabase(store.Store, () => SetAsync(secret, "a", "theirs"));
        var slow = new ZenServices(store.Store.LocalCaller, store.Parts with { Database = database, ExternalValues = external });

        var rollback = await slow.SecretHistory.RollbackAsync(secret.Id, 1, ifVersion: null, Token);

        Assert.Equal((4, 3), (rollback.Secret.Version, rollback.Replaced));
        Assert.Equal("1", (await services.Secrets.GetAsync(secret.Id, Token))["a"].Reveal());
    }

    [Fact]
    public async Task A_rollback_that_meets_another_change_fails_if_it_named_the_version_and_else_replaces_it()
    {
        var secret = await CreateAsync();
        await SetAsync(secret, "a", "2");
        var others = 0;
        driver.OnPut = async (_, _) =>
        {
            if (others++ == 0)
            {
                await SetAsync(secret, "a", "theirs");
            }
        };

        await EnsureFailsAsync(
            ErrorCode.VersionMismatch, () => services.SecretHistory.RollbackAsync(secret.Id, 1, ifVersion: 2, Token));
        Assert.Equal("theirs", (await services.Secrets.GetAsync(secret.Id, Token))["a"].Reveal());
        others = 0;
        var rollback = await services.SecretHistory.RollbackAsync(secret.Id, 1, ifVersion: null, Token);

        Assert.Equal((5L, 4L), (rollback.Secret.Version, rollback.Replaced));
        Assert.Equal("1", (await services.Secrets.GetAsync(secret.Id, Token))["a"].Reveal());
    }

    [Fact]
    public async Task Lowering_the_number_of_versions_deletes_those_beyond_it_from_the_back_end()
    {
        var secret = await CreateAsync();
        await SetAsync(secret, "a", "2");
        await SetAsync(secret, "a", "3");
        await SetAsync(secret, "a", "4");

        await services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { KeepVersions = 2 }, Token);

        Assert.Equal([3, 4], driver.Keys.Select(key => key.Version).Order());
        await services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { KeepVersions = 1, Set = new SecretValues { ["a"] = "6" } }, Token);
        Assert.Equal(6, Assert.Single(driver.Keys).Version);
    }

    [Fact]
    public async Task New_values_replace_those_that_the_back_end_lost()
    {
        var secret = await CreateAsync();
        await driver.DeleteAsync(driver.Keys.Single(), Token);

        await services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["a"] = "2" } }, Token);

        var line = (await services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions[0];
        Assert.False(line.IsCompared);
        Assert.Equal("2", (await services.Secrets.GetAsync(secret.Id, Token))["a"].Reveal());
    }

    [Fact]
    public async Task A_version_that_the_back_end_lost_is_reported_as_missing()
    {
        var secret = await CreateAsync();
        await SetAsync(secret, "a", "2");
        await driver.DeleteAsync(driver.Keys.Single(key => key.Version == 1), Token);

        await EnsureFailsAsync(ErrorCode.ValuesMissing, () => services.SecretHistory.GetVersionAsync(secret.Id, 1, Token));
        await EnsureFailsAsync(ErrorCode.ValuesMissing, () => services.SecretHistory.RollbackAsync(secret.Id, 1, null, Token));
    }

    private static async Task EnsureFailsAsync(ErrorCode code, Func<Task> action) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ZenException>(action)).Code);

    private Task<SecretInfo> CreateAsync() => services.Secrets.CreateAsync(
        new NewSecret(store.Workspace.Id, SecretName.Parse("db"), SecretScope.Workspace, new SecretValues { ["a"] = "1" }), Token);

    private Task<SecretInfo> SetAsync(SecretInfo secret, string key, string value) =>
        services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { [key] = value } }, Token);

    /// <summary>Does something else after the first read.</summary>
    private sealed class InterruptedDatabase(IDatabase inner, Func<Task> interrupt) : IDatabase
    {
        private bool isInterrupted;

        public IDatabase Audit => inner.Audit;

        public async Task<TResult> ReadAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        {
            var result = await inner.ReadAsync(work, cancellationToken);
            if (!isInterrupted)
            {
                isInterrupted = true;
                await interrupt();
            }

            return result;
        }

        public Task<TResult> ReadOneAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            inner.ReadOneAsync(work, cancellationToken);

        public Task<TResult> WriteAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            inner.WriteAsync(work, cancellationToken);
    }
}
