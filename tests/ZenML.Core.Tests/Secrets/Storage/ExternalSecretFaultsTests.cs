using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.TestKit;

namespace ZenML.Core.Tests.Secrets.Storage;

/// <summary>A back end that fails, and processes that meet.</summary>
public sealed class ExternalSecretFaultsTests : IAsyncLifetime
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
    public async Task A_back_end_that_refuses_values_fails_the_change_and_nothing_is_left()
    {
        var secret = await CreateAsync("db");
        driver.OnPut = (_, _) => throw new ZenException(ErrorCode.StoreUnavailable, "The back end is down.");

        var refusal = await Assert.ThrowsAsync<ZenException>(() => UpdateAsync(secret, "new"));
        await Assert.ThrowsAsync<ZenException>(() => CreateAsync("other"));

        Assert.Equal("The back end is down.", refusal.Message);
        Assert.Equal("value", await ReadAsync(secret));
        Assert.Equal(1, (await services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        await EnsureOnlyAsync(versions: 1);
    }

    [Fact]
    public async Task A_back_end_that_refuses_deletions_fails_no_change_and_is_asked_again_later()
    {
        var secret = await CreateAsync("db");
        driver.RefusesDeletions = true;
        await services.DeleteForGoodAsync(secret.Id, Token);
        Assert.Equal(0, (await services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        Assert.Single(driver.Keys);
        await Assert.ThrowsAsync<ZenException>(() => external.RecoverAsync(Token));

        driver.RefusesDeletions = false;
        await external.RecoverAsync(Token);
        await EnsureOnlyAsync(versions: 0);
    }

    [Fact]
    public async Task Values_that_arrive_after_their_caller_hung_up_are_deleted_when_their_intent_expires()
    {
        using var caller = new CancellationTokenSource();
        SecretVersionKey? written = null;
        driver.OnPut = async (key, token) =>
        {
            written = key;
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => services.Secrets.CreateAsync(New("db"), caller.Token));
        driver.OnPut = (_, _) => Task.CompletedTask;
        await driver.PutAsync(written!.Value, new SecretValues { ["key"] = "value" }, Token);
        await external.RecoverAsync(Token);
        Assert.Single(driver.Keys);

        clock.Advance(ExternalSecretValues.IntentLifetime);
        await external.RecoverAsync(Token);

        await EnsureOnlyAsync(versions: 0);
    }

    [Fact]
    public async Task A_change_does_not_wait_for_a_back_end_that_hangs_while_old_values_are_deleted()
    {
        var secret = await CreateAsync("db");
        var hanging = new TaskCompletionSource();
        driver.OnDelete = () => hanging.Task;

        var deletion = services.DeleteForGoodAsync(secret.Id, Token);
        await deletion.WaitAsync(ExternalSecretValues.RequestTimeout, Token);

        Assert.Single(driver.Keys);
        driver.OnDelete = () => Task.CompletedTask;
        hanging.SetResult();
        await external.RecoverAsync(Token);
        await EnsureOnlyAsync(versions: 0);
    }

    [Fact]
    public async Task Opening_a_back_end_deletes_what_an_earlier_process_left_there()
    {
        var secret = await CreateAsync("db");
        driver.RefusesDeletions = true;
        await services.DeleteForGoodAsync(secret.Id, Token);
        var failures = new List<Exception>();

        await ExternalSecretValues.OpenAsync(store.Store, driver, clock, failures.Add, Token);
        Assert.IsType<ZenException>(Assert.Single(failures));
        driver.RefusesDeletions = false;
        await ExternalSecretValues.OpenAsync(store.Store, driver, clock, failures.Add, Token);

        Assert.Single(failures);
        await EnsureOnlyAsync(versions: 0);
    }

    [Fact]
    public async Task A_writer_that_was_taken_for_dead_starts_over_and_leaves_no_orphan()
    {
        var attempts = 0;
        driver.OnPut = async (_, _) =>
        {
            if (++attempts == 1)
            {
                clock.Advance(ExternalSecretValues.IntentLifetime);
                await external.RecoverAsync(Token);
            }
        };

        var secret = await CreateAsync("db");

        Assert.Equal((2, "value"), (attempts, await ReadAsync(secret)));
        await EnsureOnlyAsync(versions: 1);
    }

    [Fact]
    public async Task A_recovery_leaves_writes_alone_that_are_under_way()
    {
        driver.OnPut = (_, _) => external.RecoverAsync(Token);

        var secret = await CreateAsync("db");

        Assert.Equal("value", await ReadAsync(secret));
        await EnsureOnlyAsync(versions: 1);
    }

    [Fact]
    public async Task A_change_that_meets_another_starts_over_from_what_the_other_made()
    {
        var secret = await CreateAsync("db");
        var others = 0;
        driver.OnPut = async (_, _) =>
        {
            if (others++ == 0)
            {
                await services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse("renamed") }, Token);
                await services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { ["other"] = "theirs" } }, Token);
            }
        };

        var changed = await UpdateAsync(secret, "mine");

        var values = (await services.Secrets.GetAsync(secret.Id, Token)).Values;
        Assert.Equal(("renamed", 4L), (changed.Name.Value, changed.Version));
        Assert.Equal(["mine", "theirs"], values.Values.Select(value => value.Reveal()));
        await EnsureOnlyAsync(versions: 3);
    }

    [Fact]
    public async Task A_name_that_another_takes_while_values_are_written_is_refused_and_nothing_is_left()
    {
        var others = 0;
        driver.OnPut = async (_, _) =>
        {
            if (others++ == 0)
            {
                await CreateAsync("db");
            }
        };

        var refusal = await Assert.ThrowsAsync<ZenException>(() => CreateAsync("db"));

        Assert.Equal(ErrorCode.AlreadyExists, refusal.Code);
        await EnsureOnlyAsync(versions: 1);
    }

    [Fact]
    public async Task A_secret_that_is_deleted_while_its_values_are_changed_stays_deleted()
    {
        var secret = await CreateAsync("db");
        driver.OnPut = (_, _) => services.Secrets.DeleteAsync(secret.Id, Token);

        var refusal = await Assert.ThrowsAsync<ZenException>(() => UpdateAsync(secret, "new"));

        Assert.Equal(ErrorCode.NotFound, refusal.Code);
        await EnsureOnlyAsync(versions: 1);
        await services.DeletedSecrets.PurgeAsync(secret.Id, Token);
        await EnsureOnlyAsync(versions: 0);
    }

    [Fact]
    public async Task Changes_reads_and_refusals_are_recorded_once_each()
    {
        var secret = await CreateAsync("db");
        var others = new ZenServices(store.OtherCaller, store.Parts with { ExternalValues = external });
        var refusal = await Assert.ThrowsAsync<ZenException>(() => others.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Scope = SecretScope.User, Set = new SecretValues { ["key"] = "new" } }, Token));
        await services.Secrets.UpdateWithValuesAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse("new") }, Token);
        await ReadAsync(secret);
        await store.Reads.FlushAsync(Token);

        Assert.Equal(ErrorCode.NotAllowed, refusal.Code);
        var events = await services.Audit.ListAsync(new ListQuery { ["resource_type"] = "secret" }, Token);
        Assert.Equal(
            [("Create", "Success"), ("Read", "Success"), ("Read", "Success"), ("Update", "Refused"), ("Update", "Success")],
            events.Items.Select(one => ($"{one.Action}", $"{one.Outcome}")).Order());
    }

    [Fact]
    public async Task Values_that_were_changed_in_the_back_end_are_not_returned()
    {
        var secret = await CreateAsync("db");
        await RawDatabase.ExecuteAsync(store, "UPDATE external_values SET backend_version = 'v99'");

        var refusal = await Assert.ThrowsAsync<ZenException>(() => ReadAsync(secret));

        Assert.Equal(ErrorCode.ValuesMissing, refusal.Code);
    }

    private static SecretUpdate Setting(string value) => new() { Set = new SecretValues { ["key"] = value } };

    private NewSecret New(string name) =>
        new(store.Workspace.Id, SecretName.Parse(name), SecretScope.Workspace, new SecretValues { ["key"] = "value" });

    private Task<SecretInfo> CreateAsync(string name) => services.Secrets.CreateAsync(New(name), Token);

    private Task<SecretInfo> UpdateAsync(SecretInfo secret, string value) =>
        services.Secrets.UpdateAsync(secret.Id, Setting(value), Token);

    private async Task<string> ReadAsync(SecretInfo secret) => (await services.Secrets.GetAsync(secret.Id, Token))["key"].Reveal();

    private async Task EnsureOnlyAsync(int versions)
    {
        Assert.Empty(await external.FindOrphansAsync(Token));
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT write_id FROM external_value_intents"));
        Assert.Equal(versions, driver.Keys.Count);
    }
}
