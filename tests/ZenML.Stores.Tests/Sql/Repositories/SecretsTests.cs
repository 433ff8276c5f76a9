using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.References;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class SecretsTests
{
    [Theory, EveryDatabase]
    public async Task A_secret_is_read_back_as_it_was_written(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var created = await store.AddSecretAsync("db \U0001F511 ü", new SecretValues { ["b"] = "2", ["a"] = "" });

        await using var again = await store.OpenAgainAsync();
        var secret = await store.GetSecretAsync("db \U0001F511 ü", store.ServicesOf(again.LocalCaller, again));

        Assert.Equal(["b", "a"], secret.Info.Keys);
        Assert.Equal(created with { Keys = secret.Info.Keys }, secret.Info);
        Assert.Equal(["2", ""], secret.Values.Values.Select(value => value.Reveal()));
        Assert.Equal(("default", "default"), (secret.Info.Workspace.Name, secret.Info.User.Name));
    }

    [Theory, EveryDatabase]
    public async Task Any_text_can_be_a_key_or_a_value(StoreKind kind)
    {
        string[] texts =
        [
            "",
            "\0",
            "a\0b",
            "\"\\\n\r\t",
            "\u2028\uFFFD\uFFFF",
            "\U0010FFFF",
            "null",
            new string('x', 70_000),
            " ",
            "%_!'--",
            "</script>",
        ];
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("texts", new SecretValues(texts.Select(text => KeyValuePair.Create(text, new SensitiveString(text)))));

        var secret = await store.GetSecretAsync("texts");

        Assert.Equal(texts, secret.Info.Keys);
        Assert.Equal(texts, secret.Values.Keys);
        Assert.Equal(texts, secret.Values.Values.Select(value => value.Reveal()));
    }

    [Theory, EveryDatabase]
    public async Task The_largest_value_is_read_back_byte_for_byte(StoreKind kind)
    {
        var value = string.Concat(
            Enumerable.Range(0, (SecretLimits.MaximumBytes - 3) / 4)
                .Select(index => char.ConvertFromUtf32(0x1F300 + (index % 500))));
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("big", new SecretValues { ["key"] = value });

        Assert.Equal(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes((await store.GetSecretAsync("big"))["key"].Reveal()));
        await FailsAsync(ErrorCode.TooLarge, () => store.AddSecretAsync("bigger", new SecretValues { ["key"] = value + "xxxx" }));
    }

    [Theory, EveryDatabase]
    public async Task The_largest_number_of_keys_is_read_back_in_order(StoreKind kind)
    {
        var keys = Enumerable.Range(0, SecretLimits.MaximumKeys).Select(index => $"key{index * 7919 % 10_000}").ToArray();
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync(
            "many", new SecretValues(keys.Select(key => KeyValuePair.Create(key, new SensitiveString($"of {key}")))));

        var secret = await store.GetSecretAsync("many");

        Assert.Equal(keys, secret.Values.Keys);
        Assert.All(secret.Values, entry => Assert.Equal($"of {entry.Key}", entry.Value.Reveal()));
    }

    [Theory, EveryDatabase]
    public async Task An_update_merges_keys_and_a_rename_leaves_the_values_unchanged(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var created = await store.AddSecretAsync("db", new SecretValues { ["a"] = "1", ["b"] = "2" });

        var merged = await store.Services.Secrets.UpdateAsync(
            created.Id, new SecretUpdate { Set = new SecretValues { ["c"] = "3", ["a"] = "4" }, Remove = ["b"] }, Token);
        var sealedBefore = await RawDatabase.QueryAsync(store, "SELECT sealed FROM secret_values");
        var renamed = await store.Services.Secrets.UpdateAsync(
            created.Id, new SecretUpdate { Name = SecretName.Parse("new"), Scope = SecretScope.User }, Token);

        Assert.Equal(["a", "c"], merged.Keys);
        Assert.Equal((2L, 2L, 3L, 2L), (merged.Version, merged.ValuesVersion, renamed.Version, renamed.ValuesVersion));
        Assert.Equal(sealedBefore, await RawDatabase.QueryAsync(store, "SELECT sealed FROM secret_values"));
        var secret = await store.GetSecretAsync("new", scope: SecretScope.User);
        Assert.Equal([("a", "4"), ("c", "3")], secret.Values.Select(entry => (entry.Key, entry.Value.Reveal())));
        await FailsAsync(ErrorCode.NotFound, () => store.GetSecretAsync("db"));
    }

    [Theory, EveryDatabase]
    public async Task A_purged_secret_leaves_no_row(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var created = await store.AddSecretAsync("db");
        await store.Services.DeleteForGoodAsync(created.Id, Token);

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT secret_id FROM secret_values"));
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT id FROM secrets"));
        Assert.Equal(0, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task A_name_can_be_used_once_in_each_scope_by_each_owner(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("db", new SecretValues { ["key"] = "shared" });
        await store.AddSecretAsync("db", new SecretValues { ["key"] = "mine" }, SecretScope.User);
        await store.AddSecretAsync("db", new SecretValues { ["key"] = "theirs" }, SecretScope.User, store.OtherServices);
        await store.AddSecretAsync("DB", new SecretValues { ["key"] = "upper case" });

        await FailsAsync(ErrorCode.AlreadyExists, () => store.AddSecretAsync("db"));
        await FailsAsync(ErrorCode.AlreadyExists, () => store.AddSecretAsync("db", scope: SecretScope.User));
        await FailsAsync(ErrorCode.AlreadyExists, () => store.AddSecretAsync("db", services: store.OtherServices));
        Assert.Equal("mine", (await store.GetSecretAsync("db"))["key"].Reveal());
        Assert.Equal("theirs", (await store.GetSecretAsync("db", store.OtherServices))["key"].Reveal());
        Assert.Equal("shared", (await store.GetSecretAsync("db", store.OtherServices, SecretScope.Workspace))["key"].Reveal());
        Assert.Equal("upper case", (await store.GetSecretAsync("DB"))["key"].Reveal());
    }

    [Theory, EveryDatabase]
    public async Task The_database_itself_rejects_a_duplicate_name(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var info = await store.AddSecretAsync("db");
        var twin = info with { Id = ZenML.Core.Resources.Id<Secret>.New() };

        await FailsAsync(ErrorCode.AlreadyExists, () => store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Secrets.AddAsync(twin, new SecretVersion { Version = 1, Kind = SecretVersionKind.Create }, token);
                return 0;
            },
            Token));

        Assert.Equal(1, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task Secrets_of_other_users_are_invisible_to_an_account(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var theirs = await store.AddSecretAsync("token", scope: SecretScope.User, services: store.OtherServices);

        await FailsAsync(ErrorCode.NotFound, () => store.Services.Secrets.GetAsync(theirs.Id, Token));
        await FailsAsync(ErrorCode.NotFound, () => store.GetSecretAsync("token"));
        await FailsAsync(ErrorCode.NotFound, () => store.GetSecretAsync("tok", mode: LookupMode.Reading));
        await FailsAsync(ErrorCode.NotFound, () => store.GetSecretAsync(theirs.Id.ToString()[..8], mode: LookupMode.Reading));
        await FailsAsync(ErrorCode.NotFound, () => store.Services.Secrets.UpdateAsync(theirs.Id, new SecretUpdate(), Token));
        Assert.Equal(0, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        Assert.Equal(0, (await store.Services.SecretMetadata.ListAsync(new ListQuery { ["name"] = "token" }, Token)).Total);
        Assert.Equal(1, (await store.OtherServices.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task Only_an_administrator_can_delete_a_secret_of_another_account(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var own = await store.AddSecretAsync("token", scope: SecretScope.User);
        var theirs = await store.AddSecretAsync("token", scope: SecretScope.User, services: store.OtherServices);

        await FailsAsync(ErrorCode.NotFound, () => store.OtherServices.Secrets.DeleteAsync(own.Id, Token));
        await store.Services.Secrets.DeleteAsync(theirs.Id, Token);

        Assert.Equal(0, (await store.OtherServices.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        Assert.Equal(1, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task Prefixes_are_compared_byte_by_byte_and_wildcard_characters_match_themselves(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        foreach (var name in new[] { "x%b", "x_b", "Xlpha", "xlpha", "x\U0010FFFF\U0010FFFFy", "\uD7FF1", "\uE0001" })
        {
            await store.AddSecretAsync(name);
        }

        Assert.Equal("x%b", (await store.GetSecretAsync("x%", mode: LookupMode.Reading)).Name);
        Assert.Equal("x_b", (await store.GetSecretAsync("x_", mode: LookupMode.Reading)).Name);
        Assert.Equal("xlpha", (await store.GetSecretAsync("xl", mode: LookupMode.Reading)).Name);
        Assert.Equal("x\U0010FFFF\U0010FFFFy", (await store.GetSecretAsync("x\U0010FFFF", mode: LookupMode.Reading)).Name);
        Assert.Equal("\uD7FF1", (await store.GetSecretAsync("\uD7FF", mode: LookupMode.Reading)).Name);
        await FailsAsync(ErrorCode.NotFound, () => store.GetSecretAsync("lph", mode: LookupMode.Reading));
        await FailsAsync(ErrorCode.Ambiguous, () => store.GetSecretAsync("x", mode: LookupMode.Reading));
    }

    [Theory, EveryDatabase]
    public async Task An_id_prefix_finds_its_secret_among_many(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var all = new List<SecretInfo>();
        for (var index = 0; index < 40; index++)
        {
            all.Add(await store.AddSecretAsync($"secret-{index}"));
        }

        foreach (var info in all)
        {
            Assert.Equal(info.Id, (await store.GetSecretAsync(info.Id.Value.ToString("N")[..10], mode: LookupMode.Changing)).Id);
        }
    }

    [Theory, EveryDatabase]
    public async Task More_references_than_fit_into_one_statement_are_checked_at_once(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("last", new SecretValues { ["key"] = "v" });
        var references = Enumerable.Range(0, 1_200).Select(index => $"absent{index}").Append("last")
            .Select(name => new SecretReference(name, "key")).ToArray();

        var checks = await store.Services.SecretMetadata.CheckAsync(
            store.Workspace.Id, references, SecretValidationLevel.SecretAndKeyExists, Token);

        Assert.Equal([references[^1]], checks.Where(check => check.Outcome == ReferenceOutcome.Resolves).Select(check => check.Reference));
        Assert.Equal(1_201, checks.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_check_of_keys_finds_the_secret_that_lost_its_values(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var kept = await store.AddSecretAsync("kept", new SecretValues { ["key"] = "v" });
        var lost = await store.AddSecretAsync("lost", new SecretValues { ["key"] = "v" });
        var changed = await store.AddSecretAsync("changed", new SecretValues { ["key"] = "v" });
        await store.Services.Secrets.UpdateAsync(kept.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "new" } }, Token);
        await store.Database.LoseValuesAsync(lost.Id, Token);
        await RawDatabase.ExecuteAsync(
            store,
            "UPDATE secret_values SET version = 7 WHERE secret_id = @secret",
            ("@secret", changed.Id.Value.ToString("N")));
        SecretReference[] references = [new("kept", "key"), new("lost", "key"), new("lost", "other"), new("changed", "key")];

        Assert.Equal(
            [ReferenceOutcome.Resolves, ReferenceOutcome.ValuesMissing, ReferenceOutcome.KeyMissing, ReferenceOutcome.ValuesMissing],
            await OutcomesAsync(SecretValidationLevel.SecretAndKeyExists));
        Assert.All(await OutcomesAsync(SecretValidationLevel.SecretExists), outcome => Assert.Equal(ReferenceOutcome.Resolves, outcome));

        async Task<IEnumerable<ReferenceOutcome>> OutcomesAsync(SecretValidationLevel level) =>
            (await store.Services.SecretMetadata.CheckAsync(store.Workspace.Id, references, level, Token)).Select(check => check.Outcome);
    }
}
