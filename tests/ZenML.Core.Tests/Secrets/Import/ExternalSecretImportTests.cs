using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Tests.Secrets.Storage;
using ZenML.TestKit;

namespace ZenML.Core.Tests.Secrets.Import;

/// <summary>Imports with values outside the database are all or nothing too, and leave no orphans in the back end.</summary>
public sealed class ExternalSecretImportTests : IAsyncLifetime
{
    private readonly SteppedClock clock = new();

    private readonly MemorySecretsStore driver = new();

    private TemporaryStore store = null!;

    private ExternalSecretValues external = null!;

    private ZenServices services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TemporaryStore.CreateAsync(clock: clock);
        external = new ExternalSecretValues(store.Store, driver, clock);
        services = new ZenServices(store.Store.LocalCaller, store.Parts with { ExternalValues = external });
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task An_import_creates_merges_and_leaves_secrets()
    {
        await ImportAsync(("a", "1"), ("b", "1"));

        var report = await ImportAsync(("a", "1"), ("b", "2"), ("c", "3"));

        Assert.Equal(
            [SecretImportOutcome.Unchanged, SecretImportOutcome.Updated, SecretImportOutcome.Created],
            report.Secrets.Select(secret => secret.Outcome));
        Assert.Equal([1, 2, 1], report.Secrets.Select(secret => secret.Version ?? 0));
        Assert.Equal(("1", "2", "3"), (await ReadAsync("a"), await ReadAsync("b"), await ReadAsync("c")));
        Assert.Empty(await external.FindOrphansAsync(Token));
    }

    [Fact]
    public async Task A_back_end_that_refuses_one_of_many_values_fails_the_whole_import_and_nothing_is_left()
    {
        await ImportAsync(("a", "old"));
        var before = driver.Keys.Count;
        var puts = 0;
        driver.OnPut = (_, _) => Interlocked.Increment(ref puts) == 10
            ? throw new ZenException(ErrorCode.StoreUnavailable, "The back end is down.")
            : Task.CompletedTask;

        await Assert.ThrowsAsync<ZenException>(() => ImportAsync(
            [("a", "new"), .. Enumerable.Range(0, 12).Select(number => ($"s{number}", "1"))]));

        Assert.Equal("old", await ReadAsync("a"));
        Assert.Equal(1, (await services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        Assert.Equal(before, driver.Keys.Count);
        Assert.Empty(await external.FindOrphansAsync(Token));
    }

    [Fact]
    public async Task An_import_that_takes_longer_than_a_writer_is_waited_for_is_not_taken_for_a_dead_process()
    {
        const int secrets = 300;
        var other = new ExternalSecretValues(store.Store, driver, clock);
        var puts = 0;
        driver.OnPut = async (_, _) =>
        {
            bool recovers;
            lock (clock)
            {
                recovers = ++puts % 20 == 0;
                clock.Advance(ExternalSecretValues.RequestTimeout / 8);
            }

            if (recovers)
            {
                // Another process that starts meanwhile.
                await other.RecoverAsync(Token);
            }
        };

        var report = await ImportAsync([.. Enumerable.Range(0, secrets).Select(number => ($"s{number}", "1"))]);

        Assert.All(report.Secrets, secret => Assert.Equal(SecretImportOutcome.Created, secret.Outcome));
        Assert.Equal((secrets, secrets), (puts, driver.Keys.Count));
        Assert.Equal("1", await ReadAsync("s0"));
        Assert.Empty(await external.FindOrphansAsync(Token));
    }

    [Fact]
    public async Task An_import_starts_over_when_another_change_commits_while_its_values_are_stored()
    {
        await ImportAsync(("a", "1"), ("b", "1"));
        var hasMet = 0;
        driver.OnPut = async (_, _) =>
        {
            if (Interlocked.Exchange(ref hasMet, 1) == 0)
            {
                await services.Secrets.UpdateAsync(
                    (await FindAsync("b")).Id, new SecretUpdate { Set = new() { ["other"] = "kept" } }, Token);
            }
        };

        await ImportAsync(("a", "2"), ("b", "2"));

        var secret = await services.Secrets.GetAsync((await FindAsync("b")).Id, Token);
        Assert.Equal(("2", "2", "kept"), (await ReadAsync("a"), secret["k"].Reveal(), secret["other"].Reveal()));
        Assert.Empty(await external.FindOrphansAsync(Token));
    }

    private Task<SecretInfo> FindAsync(string name) =>
        services.SecretMetadata.FindAsync(store.Workspace.Id, name, null, LookupMode.Exact, Token);

    private async Task<string> ReadAsync(string name) =>
        (await services.Secrets.GetAsync((await FindAsync(name)).Id, Token))["k"].Reveal();

    private Task<SecretImportReport> ImportAsync(params (string Name, string Value)[] secrets) => services.SecretImports.ImportAsync(
        store.Workspace.Id,
        [.. secrets.Select(secret => new SecretImport(SecretName.Parse(secret.Name), new() { ["k"] = secret.Value }))],
        dryRun: false,
        Token);
}
