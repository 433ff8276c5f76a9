using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Transfers;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>Keys of secrets that are marked as not secret.</summary>
public sealed class PlainKeysTests
{
    [Theory, EveryDatabase]
    public async Task Marks_are_stored_added_and_removed_and_each_change_of_them_is_a_version(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var created = await CreateAsync(store, "user", "ho\"st", "user");
        var found = await store.GetSecretAsync("db");

        var marked = await ChangeAsync(store, created, new SecretDetailsUpdate { MarkPlain = ["password"], MarkSecret = ["user"] });
        var none = await ChangeAsync(store, created, new SecretDetailsUpdate { MarkSecret = ["password", "ho\"st", "user"] });

        Assert.Equal(["ho\"st", "user"], created.Details.PlainKeys);
        Assert.Equal(created.Details, found.Info.Details);
        Assert.Equal(["user", "ho\"st"], found.Values.Where(pair => pair.Value.IsPlain).Select(pair => pair.Key));
        Assert.Equal(["ho\"st", "password"], marked.Details.PlainKeys);
        Assert.True(none.Details.IsNone);
        Assert.Equal((3L, 1L), (none.Version, none.ValuesVersion));
        Assert.Equal(
            ["plain", "plain", "plain"],
            (await store.Services.SecretHistory.ListAsync(created.Id, null, Token)).Versions
                .Select(line => string.Join(',', line.ChangedDetails)));
        Assert.Equal("hunter2", (await store.GetSecretAsync("db"))["password"].Reveal());
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task A_key_that_was_removed_and_added_again_is_secret_also_after_a_rollback(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await CreateAsync(store, "user");

        var removed = await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Remove = ["user"] }, Token);
        var again = await store.Services.SecretEdits.EditAsync(
            secret.Id, new SecretUpdate { Set = new SecretValues { ["user"] = "app" } }, Token);
        await ChangeAsync(store, secret, new SecretDetailsUpdate { MarkPlain = ["user", "password"] });
        await store.Services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["password"] = "new" } }, Token);
        var rolledBack = await store.Services.SecretHistory.RollbackAsync(secret.Id, 1, null, Token);

        Assert.Empty(removed.Details.PlainKeys);
        Assert.Equal(
            "plain", Assert.Single((await store.Services.SecretHistory.ListAsync(secret.Id, 3, Token)).Versions[0].ChangedDetails));
        Assert.Empty(again.Secret.Details.PlainKeys);
        Assert.Empty(rolledBack.Secret.Details.PlainKeys);
        Assert.Empty((await store.GetSecretAsync("db")).Info.Details.PlainKeys);
    }

    [Theory, EveryDatabase]
    public async Task Marks_stay_in_updates_replacements_imports_copies_moves_and_deletions(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await CreateAsync(store, "user");
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { ["user"] = "2" } }, Token);
        await store.Services.SecretEdits.EditAsync(
            secret.Id,
            new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["user"] = "3", ["password"] = "3" } },
            Token);
        await store.Services.SecretImports.ImportAsync(
            store.Workspace.Id,
            [new SecretImport(secret.Name, new SecretValues { ["user"] = "4", ["extra"] = "4" }) { ReplaceAll = true }],
            dryRun: false,
            Token);
        var copy = await store.Services.SecretTransfers.CopyAsync(secret.Id, new SecretCopy(SecretName.Parse("copy")), Token);
        await store.Services.SecretTransfers.MoveAsync(secret.Id, new SecretDestination { Scope = SecretScope.User }, Token);
        await store.Services.Secrets.DeleteAsync(secret.Id, Token);

        var undeleted = await store.Services.DeletedSecrets.UndeleteAsync(secret.Id, null, Token);

        Assert.Equal(["user"], copy.Details.PlainKeys);
        Assert.Equal(["user"], undeleted.Details.PlainKeys);
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task A_resolved_value_says_whether_its_key_is_marked(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await CreateAsync(store, "user");

        var resolved = await store.Services.Secrets.ResolveAsync(
            store.Workspace.Id, [new SecretReference("db", "user"), new SecretReference("db", "password")], Token);

        Assert.True(resolved[new SecretReference("db", "user")].IsPlain);
        Assert.False(resolved[new SecretReference("db", "password")].IsPlain);
    }

    [Fact]
    public async Task A_mark_for_a_key_that_does_not_exist_fails_the_whole_change_and_names_the_key()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await CreateAsync(store, "user");
        await FailsAsync(ErrorCode.InvalidArgument, () => store.Services.Secrets.CreateAsync(New(store, "other", "pasword"), Token));
        foreach (var (update, key) in new (SecretUpdate, string)[]
            {
                (new() { Details = new() { MarkPlain = ["usr"] } }, "usr"),
                (new() { Details = new() { MarkSecret = ["usr"] } }, "usr"),
                (new() { Remove = ["user"], Details = new() { MarkPlain = ["user"] } }, "user"),
                (new()
                {
                    ReplaceAll = true, Set = new SecretValues { ["password"] = "1" }, Details = new() { MarkPlain = ["user"] },
                }, "user"),
                (new() { Details = new() { MarkPlain = ["user"], MarkSecret = ["user"] } }, "user"),
            })
        {
            var failure = await FailsAsync(
                ErrorCode.InvalidArgument, () => store.Services.Secrets.UpdateAsync(secret.Id, update, Token));
            Assert.Contains($"'{key}'", failure.Message, StringComparison.Ordinal);
        }

        var added = await store.Services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Set = new SecretValues { ["port"] = "80" }, Details = new() { MarkPlain = ["port"] } }, Token);

        Assert.Equal((2L, "port, user"), (added.Version, string.Join(", ", added.Details.PlainKeys)));
        Assert.Equal(1, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Fact]
    public async Task Marking_again_what_is_marked_writes_nothing()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await CreateAsync(store, "user");

        var same = await store.Services.SecretEdits.EditAsync(
            secret.Id, new SecretUpdate { Details = new() { MarkPlain = ["user"], MarkSecret = ["password"] } }, Token);

        Assert.Equal((false, 1L), (same.IsChanged, same.Secret.Version));
    }

    [Fact]
    public async Task An_account_that_cannot_see_a_secret_cannot_mark_its_keys()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("mine", scope: SecretScope.User);

        await FailsAsync(ErrorCode.NotFound, () => store.OtherServices.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Details = new() { MarkPlain = ["key"] } }, Token));

        Assert.Empty((await store.GetSecretAsync("mine")).Info.Details.PlainKeys);
    }

    public static TheoryData<string> Changes =>
    [
        "plain_keys = NULL", "plain_keys = '[\"password\",\"user\"]'", "plain_keys = '[]'", "plain_keys = 'x'",
        "plain_keys = details, details = plain_keys",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Marks_that_are_changed_without_the_key_make_the_values_unreadable_and_are_found(string assignment)
    {
        await using var store = await TemporaryStore.CreateAsync();
        await CreateAsync(store, "user");
        await RawDatabase.ExecuteAsync(store, $"UPDATE secrets SET {assignment}");

        await FailsAsync(ErrorCode.StoreDamaged, () => store.GetSecretAsync("db"));
        Assert.NotEmpty((await store.Database.CheckAsync(Token)).Problems);
    }

    private static Task<SecretInfo> ChangeAsync(TemporaryStore store, SecretInfo secret, SecretDetailsUpdate details) =>
        store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Details = details }, Token);

    private static Task<SecretInfo> CreateAsync(TemporaryStore store, params string[] plainKeys) =>
        store.Services.Secrets.CreateAsync(New(store, "db", plainKeys), Token);

    private static NewSecret New(TemporaryStore store, string name, params string[] plainKeys) => new(
        store.Workspace.Id,
        SecretName.Parse(name),
        SecretScope.Workspace,
        new SecretValues { ["user"] = "app", ["password"] = "hunter2", ["ho\"st"] = "db.example" })
    {
        Details = new SecretDetailsUpdate { MarkPlain = plainKeys },
    };
}
