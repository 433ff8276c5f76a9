using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Auditing;

/// <summary>The chains of the audit log, on every kind of database.</summary>
public sealed class AuditChainTests
{
    [Theory]
    [EveryDatabase]
    public async Task An_audit_log_that_nobody_changed_is_sound_whatever_was_recorded_in_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await FillAsync(store);
        await SignAsync(store);
        var secret = await store.AddSecretAsync("last");

        foreach (var size in (int[])[1, 2, 3, 5_000])
        {
            var found = await AuditProof.VerifyAsync(store.Services, size);

            Assert.Empty(found.Problems);
            Assert.Equal(await CountAsync(store), found.Records);
            Assert.Equal((1, 0), (found.Unsigned, found.Unchained));
            Assert.NotNull(found.LastSigned);
        }

        Assert.NotEqual(default, secret.Id);
    }

    [Theory]
    [EveryDatabase]
    public async Task Writes_that_are_taken_back_leave_no_gap_in_the_chain(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(async () =>
        {
            if (number % 3 == 0)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => store.Database.WriteAsync<bool>(
                    async (unit, token) =>
                    {
                        await unit.Audit.AddAsync([Event(store, $"rejected {number}")], token);
                        throw new InvalidOperationException("This write is taken back.");
                    },
                    Token));
            }
            else
            {
                await AddAsync(store.Database, Event(store, $"written {number}"));
            }
        })));
        await SignAsync(store);

        var found = await AuditProof.VerifyAsync(store.Services);
        Assert.Empty(found.Problems);
        Assert.Equal((26, 0), (found.Records, found.Unsigned));
    }

    [Theory]
    [EveryDatabase]
    public async Task Several_processes_on_one_database_write_one_chain(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await using var other = await store.OpenAgainAsync();

        await Task.WhenAll(((SqlStore[])[store.Database, other]).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < 20; number++)
            {
                await AddAsync(writer, Event(store, $"record {number}"));
                if (number % 7 == 0)
                {
                    await AuditSealing.SignAsync(writer, store.Clock, chainsAll: true, Token);
                }
            }
        })));
        await AuditSealing.SignAsync(other, store.Clock, chainsAll: true, Token);

        var found = await AuditProof.VerifyAsync(store.Services);
        Assert.Empty(found.Problems);
        Assert.Equal((40, 0), (found.Records, found.Unsigned));
    }

    [Theory]
    [EveryDatabase]
    public async Task Records_of_an_older_version_are_chained_in_the_background_and_protected_from_then_on(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await AddAsync(store.Database, [.. Enumerable.Range(0, 2_345).Select(number => Event(store, $"older {number}"))]);
        await RawDatabase.ExecuteAsync(store, "DELETE FROM audit_checkpoints");
        await RawDatabase.ExecuteAsync(store, "UPDATE audit_events SET chain_position = NULL, chain_hash = NULL");
        await using var upgraded = await store.OpenAgainAsync();
        await AddAsync(upgraded, Event(store, "new"));
        Assert.Equal(2_345, (await AuditProof.VerifyAsync(store.ServicesOf(upgraded.LocalCaller, upgraded))).Unchained);

        Assert.True(await AuditSealing.SignAsync(upgraded, store.Clock, chainsAll: true, Token));

        var services = store.ServicesOf(upgraded.LocalCaller, upgraded);
        var found = await AuditProof.VerifyAsync(services, size: 100);
        Assert.Empty(found.Problems);
        Assert.Equal((2_346, 0, 0), (found.Records, found.Unchained, found.Unsigned));

        await RawDatabase.ExecuteAsync(store, "UPDATE audit_events SET user_name = 'nobody' WHERE chain_position = -1000");
        var changed = Assert.Single((await AuditProof.VerifyAsync(services)).Problems);
        Assert.Equal(("main", -1000L), (changed.Chain, changed.Position));
        await RawDatabase.ExecuteAsync(
            store, "UPDATE audit_events SET user_name = @name WHERE chain_position = -1000", ("@name", store.Database.LocalCaller.Name));
        await RawDatabase.ExecuteAsync(store, "DELETE FROM audit_events WHERE chain_position = -2345");
        Assert.Contains(
            (await AuditProof.VerifyAsync(services)).Problems, problem => problem.Text.Contains("older", StringComparison.Ordinal));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_count_that_grows_stays_verifiable_and_one_that_somebody_changed_is_named(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        for (var number = 0; number < 5; number++)
        {
            store.Reads.RecordRepeated("login", Event(store, "login") with { Action = AuditAction.Login, Outcome = AuditOutcome.Failed });
            await store.Reads.FlushAsync(Token);
        }

        await SignAsync(store);
        var listed = Assert.Single((await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "login" }, Token)).Items);
        Assert.Equal(5, listed.Count);
        Assert.Empty((await AuditProof.VerifyAsync(store.Services)).Problems);

        await RawDatabase.ExecuteAsync(store, "UPDATE audit_events SET event_count = 1 WHERE event_count = 5");

        var problem = Assert.Single((await AuditProof.VerifyAsync(store.Services)).Problems);
        Assert.Equal(listed.Id.Value.ToString("N"), problem.RecordId);
    }

    [Theory]
    [EveryDatabase]
    public async Task A_process_that_sees_that_a_checkpoint_is_gone_signs_nothing_more(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await FillAsync(store);
        await SignAsync(store);
        await store.AddSecretAsync("more");
        await SignAsync(store);
        Assert.True(await AuditSealing.SignAsync(store.Database, store.Clock, chainsAll: true, Token));
        await store.AddSecretAsync("even more");
        await SignAsync(store);
        await RawDatabase.ExecuteAsync(store, "DELETE FROM audit_checkpoints");
        await store.AddSecretAsync("after it");

        Assert.False(await AuditSealing.SignAsync(store.Database, store.Clock, chainsAll: true, Token));

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT chain_position FROM audit_checkpoints"));
    }

    [Fact]
    public async Task A_server_that_stops_signs_what_it_recorded()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await using (var reads = new ReadAuditWriter(store.Database, store.Clock, ReadAuditWriter.DefaultRetention))
        {
            var secret = await store.AddSecretAsync("db");
            await reads.RecordAsync(
                [AuditEvent.Of(store.Database.LocalCaller, store.Clock.GetUtcNow(), AuditAction.Read, "secret", secret)], Token);
        }

        foreach (var file in (string[])[store.Store.Path, Path.Combine(store.Folder, "zenml-dotnet.reads.db")])
        {
            Assert.Equal(
                await RawDatabase.QueryAsync(file, "SELECT MAX(chain_position) FROM audit_events"),
                await RawDatabase.QueryAsync(file, "SELECT MAX(chain_position) FROM audit_checkpoints"));
        }
    }

    [Fact]
    public async Task Records_that_were_rewritten_after_their_checkpoints_were_deleted_are_signed_as_late_ones()
    {
        var clock = new StoppedClock(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
        await using var store = await TemporaryStore.CreateAsync(clock: clock);
        for (var hour = 0; hour < 5; hour++)
        {
            await store.AddSecretAsync($"secret{hour}");
            await SignAsync(store);
            clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Empty((await AuditProof.VerifyAsync(store.Services)).Problems);
        await RawDatabase.ExecuteAsync(store, "DELETE FROM audit_checkpoints WHERE chain_position > 1");
        await RawDatabase.ExecuteAsync(
            store, "UPDATE audit_events SET created = @time WHERE chain_position = 2", ("@time", AuditTimes.Microseconds(clock.Now)));

        await using var restarted = await store.OpenAgainAsync();
        await AuditSealing.SignAsync(restarted, clock, chainsAll: true, Token);

        Assert.Contains(
            (await AuditProof.VerifyAsync(store.ServicesOf(restarted.LocalCaller, restarted))).Problems,
            problem => problem.Position == 2 && problem.Text.Contains("late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_read_of_many_secrets_is_one_line_that_opens()
    {
        await using var store = await TemporaryStore.CreateAsync();
        foreach (var number in Enumerable.Range(0, 5))
        {
            await store.AddSecretAsync($"secret{number}");
        }

        await store.Services.Secrets.FindManyWithValuesAsync(
            store.Workspace.Id, [.. Enumerable.Range(0, 5).Select(number => $"secret{number}")], Token);

        var lines = (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "read", ["is_part"] = "false" }, Token)).Items;
        var line = Assert.Single(lines);
        Assert.Equal(5, line.PartCount);
        var parts = await store.Services.Audit.GetAsync(line.Id, Token);
        Assert.Equal(
            ["secret0", "secret1", "secret2", "secret3", "secret4"], parts.Select(part => part.BareName).Order(StringComparer.Ordinal));
        Assert.All(parts.Skip(1), part => Assert.Equal(line.Id, part.PartOf));
    }

    [Fact]
    public async Task A_record_has_the_bare_name_and_scope_and_owner_and_workspace_and_the_keys_that_a_change_touched()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("db", new SecretValues { ["user"] = "a", ["password"] = "b" }, SecretScope.User);
        await store.Services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Set = new() { ["password"] = "c", ["host"] = "d" }, Remove = ["user"] }, Token);

        var update = Assert.Single((await store.Services.Audit.ListAsync(
            new ListQuery { ["name"] = "db", ["action"] = "update", ["scope"] = "user", ["keys"] = "contains:~password" }, Token)).Items);
        Assert.Equal("db", update.BareName);
        Assert.Equal((store.Database.LocalCaller.UserId.Value, store.Workspace.Id.Value), (update.OwnerId, update.WorkspaceId));
        Assert.Equal(["+host", "~password", "-user"], update.ChangedKeys);
        var create = Assert.Single(
            (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "create", ["name"] = "db" }, Token)).Items);
        Assert.Equal(["+user", "+password"], create.ChangedKeys);
    }

    [Fact]
    public async Task Only_administrators_can_verify_the_audit_log()
    {
        await using var store = await TemporaryStore.CreateAsync();

        foreach (var refused in (Func<Task>[])
        [
            () => store.OtherServices.Audit.DescribeAsync(Token),
            () => store.OtherServices.Audit.ReadSliceAsync(new AuditChain("main", false), -1, 10, Token),
            () => store.OtherServices.Audit.GetAsync(new(Guid.NewGuid()), Token),
        ])
        {
            Assert.Equal(ErrorCode.NotAllowed, (await Assert.ThrowsAsync<ZenException>(refused)).Code);
        }
    }

    internal static async Task FillAsync(TemporaryStore store)
    {
        var secret = await store.AddSecretAsync("db", new SecretValues { ["user"] = "a", ["password"] = "b" });
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["password"] = "c" } }, Token);
        await store.AddSecretAsync("other", services: store.OtherServices, scope: SecretScope.User);
        await store.Services.Secrets.GetAsync(secret.Id, Token);
        await store.Services.Secrets.FindManyWithValuesAsync(store.Workspace.Id, ["db"], Token);
        store.Reads.RecordRepeated("login", Event(store, "login") with { Action = AuditAction.Login, Outcome = AuditOutcome.Failed });
        await store.Reads.FlushAsync(Token);
        await store.Services.Secrets.DeleteAsync(secret.Id, null, Token);
    }

    internal static Task SignAsync(TemporaryStore store) => store.Reads.SignAsync(chainsAll: true, Token);

    internal static AuditEvent Event(TemporaryStore store, string name, DateTimeOffset? time = null) =>
        AuditEvent.Of(store.Database.LocalCaller, time ?? store.Clock.GetUtcNow(), AuditAction.Update, "secret", null) with
        {
            ResourceName = name,
        };

    internal static Task AddAsync(IDatabase database, params AuditEvent[] events) => database.WriteAsync(
        async (unit, token) =>
        {
            await unit.Audit.AddAsync(events, token);
            return true;
        },
        Token);

    internal static async Task<long> CountAsync(TemporaryStore store) =>
        (await store.Services.Audit.ListAsync(new ListQuery(), Token)).Total;

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
