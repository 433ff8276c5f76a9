using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Storage;
using ZenML.TestKit;

namespace ZenML.Core.Tests.Secrets.Storage;

/// <summary>
/// Each test repeats one change, killing the process at one point after the other until the change gets through. After each death: a change
/// that was acknowledged is whole, any other is whole or absent, the back end has what the database names and nothing
/// else, and the secret can be changed.
/// </summary>
public sealed class ExternalSecretCrashTests : IAsyncLifetime
{
    private readonly SteppedClock clock = new();

    private readonly MemorySecretsStore driver = new();

    private readonly List<string> deaths = [];

    private TemporaryStore store = null!;

    private IDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TemporaryStore.CreateAsync(clock: clock);

        // So few that an update has versions to delete.
        database = await store.OpenAgainAsync(secretVersions: 2);
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)database).DisposeAsync();
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_while_it_creates_a_secret_leaves_it_whole_or_absent(bool recovers)
    {
        await KillAtEachPointAsync(
            recovers,
            prepare: _ => Task.FromResult<SecretInfo?>(null),
            change: (services, name, _) => CreateAsync(services, name, "new"),
            valueBefore: null,
            valueAfter: "new");
        Assert.Contains("after put", deaths);
        Assert.Contains("inside write", deaths);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_while_it_updates_a_secret_leaves_it_as_it_was_or_changed(bool recovers)
    {
        await KillAtEachPointAsync(
            recovers,
            prepare: PrepareAsync,
            change: (services, _, secret) => services.Secrets.UpdateAsync(secret!.Id, Setting("new"), Token),
            valueBefore: "old",
            valueAfter: "new");
        Assert.Contains("after get", deaths);
        Assert.Contains("after put", deaths);
        Assert.Contains("after delete", deaths);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_while_it_deletes_a_secret_leaves_it_whole_or_deleted(bool recovers)
    {
        await KillAtEachPointAsync(
            recovers,
            prepare: PrepareAsync,
            change: (services, _, secret) => services.DeleteForGoodAsync(secret!.Id, Token),
            valueBefore: "old",
            valueAfter: null);
        Assert.Contains("after delete", deaths);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_while_it_undeletes_a_secret_leaves_it_deleted_or_whole(bool recovers)
    {
        await KillAtEachPointAsync(
            recovers,
            prepare: async name =>
            {
                var secret = await PrepareAsync(name);
                await ServicesOver(database, driver).Secrets.DeleteAsync(secret!.Id, Token);
                return secret;
            },
            change: (services, _, secret) => services.DeletedSecrets.UndeleteAsync(secret!.Id, null, Token),
            valueBefore: null,
            valueAfter: "old");
        Assert.Contains("inside write", deaths);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_during_a_rollback_leaves_the_secret_as_it_was_or_rolled_back(bool recovers)
    {
        await KillAtEachPointAsync(
            recovers,
            prepare: PrepareAsync,
            change: (services, _, secret) => services.SecretHistory.RollbackAsync(secret!.Id, 1, secret.Version, Token),
            valueBefore: "old",
            valueAfter: "older");
        Assert.Contains("after get", deaths);
        Assert.Contains("after put", deaths);
        Assert.Contains("after delete", deaths);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_while_it_destroys_a_version_leaves_the_current_values(bool recovers)
    {
        await KillAtEachPointAsync(
            recovers,
            prepare: PrepareAsync,
            change: (services, _, secret) => services.SecretHistory.DestroyAsync(secret!.Id, 1, Token),
            valueBefore: "old",
            valueAfter: "old");
        Assert.Contains("inside write", deaths);
    }

    private async Task KillAtEachPointAsync(
        bool recovers,
        Func<string, Task<SecretInfo?>> prepare,
        Func<ZenServices, string, SecretInfo?, Task> change,
        string? valueBefore,
        string? valueAfter)
    {
        var isAlive = false;
        for (var point = 0; !isAlive; point++)
        {
            var name = $"secret{point}";
            var secret = await prepare(name);
            var process = new MortalProcess(database, driver, point);
            var isAcknowledged = await TryAsync(() => change(ServicesOver(process.Database, process.Store), name, secret));
            isAlive = !process.IsDead;
            deaths.Add(isAlive ? "none" : process.DiedAt);

            // The same without a recovery, for a process that goes on before the intent of the dead one expires.
            if (recovers)
            {
                clock.Advance(ExternalSecretValues.IntentLifetime);
                await ExternalOver(database, driver).RecoverAsync(Token);
                await EnsureNothingIsLeftAsync();
            }

            var value = await ReadAsync(name);
            Assert.True(
                value == valueAfter || (value == valueBefore && !isAcknowledged),
                $"Died {deaths[^1]} (point {point}), acknowledged: {isAcknowledged}, value: {value}");
            await EnsureHistoryAsync(name, value, valueAfter);
            await EnsureChangeableAsync(name, value is null);
        }

        Assert.True(deaths.Count > 3);
        clock.Advance(ExternalSecretValues.IntentLifetime);
        await ExternalOver(database, driver).RecoverAsync(Token);
        await EnsureNothingIsLeftAsync();
    }

    /// <remarks>The history has a line for each version and for no other, and the values of each version that it says are stored.</remarks>
    private async Task EnsureHistoryAsync(string name, string? value, string? valueAfter)
    {
        if (value is null)
        {
            return;
        }

        var services = ServicesOver(database, driver);
        var secret = await services.SecretMetadata.FindAsync(store.Workspace.Id, name, null, LookupMode.Exact, Token);
        var lines = (await services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions;
        Assert.Equal(Enumerable.Range(1, (int)secret.Version).Reverse(), lines.Select(line => (int)line.Version));
        Assert.Equal(SecretVersionState.Current, lines.First(line => line.State != SecretVersionState.NoValues).State);
        Assert.Equal(value == valueAfter && valueAfter == "older", lines[0].Kind == SecretVersionKind.Rollback);
        foreach (var line in lines.Where(line => line.State == SecretVersionState.Stored))
        {
            Assert.NotEmpty((await services.SecretHistory.GetVersionAsync(secret.Id, line.Version, Token)).Values);
        }
    }

    private async Task<SecretInfo?> PrepareAsync(string name)
    {
        var services = ServicesOver(database, driver);
        var secret = await CreateAsync(services, name, "older");
        return await services.Secrets.UpdateAsync(secret.Id, Setting("old"), Token);
    }

    private async Task EnsureChangeableAsync(string name, bool isAbsent)
    {
        var services = ServicesOver(database, driver);
        if (isAbsent)
        {
            await CreateAsync(services, name, "again");
        }
        else
        {
            var secret = await services.SecretMetadata.FindAsync(store.Workspace.Id, name, null, LookupMode.Exact, Token);
            await services.Secrets.UpdateAsync(secret.Id, Setting("again"), Token);
        }

        Assert.Equal("again", await ReadAsync(name));
    }

    private async Task EnsureNothingIsLeftAsync()
    {
        Assert.Empty(await ExternalOver(database, driver).FindOrphansAsync(Token));
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT write_id FROM external_value_intents"));
        var named = await RawDatabase.QueryAsync(store, "SELECT write_id FROM external_values");
        Assert.Equal(
            named.Cast<string>().Order(StringComparer.Ordinal),
            driver.Keys.Select(key => key.Write.ToString("N")).Order(StringComparer.Ordinal));
    }

    private async Task<string?> ReadAsync(string name)
    {
        try
        {
            return (await ServicesOver(database, driver).Secrets
                .FindWithValuesAsync(store.Workspace.Id, name, null, LookupMode.Exact, Token))["key"].Reveal();
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }

    private Task<SecretInfo> CreateAsync(ZenServices services, string name, string value) => services.Secrets.CreateAsync(
        new NewSecret(store.Workspace.Id, SecretName.Parse(name), SecretScope.Workspace, new SecretValues { ["key"] = value }), Token);

    private static SecretUpdate Setting(string value) => new() { Set = new SecretValues { ["key"] = value } };

    private static async Task<bool> TryAsync(Func<Task> change)
    {
        try
        {
            await change();
            return true;
        }
        catch (MortalProcess.ProcessDiedException)
        {
            return false;
        }
    }

    private ZenServices ServicesOver(IDatabase over, ISecretsStore backEnd) => new(
        store.Store.LocalCaller, store.PartsOf(over) with { ExternalValues = ExternalOver(over, backEnd) });

    private ExternalSecretValues ExternalOver(IDatabase over, ISecretsStore backEnd) => new(over, backEnd, clock);
}
