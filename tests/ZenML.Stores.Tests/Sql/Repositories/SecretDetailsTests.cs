using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Transfers;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>What people note about secrets: descriptions, tags, expiry.</summary>
public sealed class SecretDetailsTests
{
    private static readonly DateTimeOffset Expiry = new(2027, 1, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly SecretDetailsUpdate Noted = new()
    {
        Description = "The \"warehouse\" of Zürich", SetTags = new Dictionary<string, string> { ["team"] = "ml", ["env"] = "" },
        Expires = Expiry,
    };

    [Theory, EveryDatabase]
    public async Task Details_are_stored_changed_and_removed_without_touching_values(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var created = await CreateAsync(store, "db", Noted);
        var found = (await store.GetSecretAsync("db")).Info;
        var changed = await store.Services.Secrets.UpdateAsync(
            created.Id,
            new SecretUpdate
            {
                Details = new SecretDetailsUpdate
                {
                    Description = "", SetTags = new Dictionary<string, string> { ["team"] = "data" }, RemoveTags = ["env", "nothing"],
                },
            },
            Token);
        var never = await store.Services.Secrets.UpdateAsync(
            created.Id, new SecretUpdate { Details = new SecretDetailsUpdate { NeverExpires = true, RemoveTags = ["team"] } }, Token);

        Assert.Equal(("The \"warehouse\" of Zürich", Expiry), (found.Details.Description, found.Details.Expires));
        Assert.Equal([("env", ""), ("team", "ml")], found.Details.Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(created.Details, found.Details);
        Assert.Equal(
            (null, Expiry, 2L, 1L), (changed.Details.Description, changed.Details.Expires, changed.Version, changed.ValuesVersion));
        Assert.Equal([("team", "data")], changed.Details.Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.True(never.Details.IsNone);
        Assert.Equal("value", (await store.GetSecretAsync("db"))["key"].Reveal());
        Assert.Equal(
            ["tags,expires", "description,tags", "description,tags,expires"],
            (await store.Services.SecretHistory.ListAsync(created.Id, null, Token)).Versions
                .Select(line => string.Join(',', line.ChangedDetails)));
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory]
    [InlineData("UPDATE secret_labels SET label = 'team=data' WHERE label = 'team=ml'")]
    [InlineData("DELETE FROM secret_labels WHERE label = 'team=ml'")]
    [InlineData("INSERT INTO secret_labels (secret_id, label) SELECT id, 'env=prod' FROM secrets WHERE name = 'plain'")]
    [InlineData("UPDATE secret_labels SET secret_id = (SELECT id FROM secrets WHERE name = 'plain')")]
    public async Task The_check_of_a_store_finds_tags_that_lists_find_and_rows_do_not_have(string damage)
    {
        await using var store = await TemporaryStore.CreateAsync();
        await CreateAsync(store, "db", new SecretDetailsUpdate { SetTags = new Dictionary<string, string> { ["team"] = "ml" } });
        await CreateAsync(store, "other", Noted);
        await store.AddSecretAsync("plain");
        await RawDatabase.ExecuteAsync(store, "DELETE FROM secret_labels WHERE secret_id = (SELECT id FROM secrets WHERE name = 'other')");
        Assert.Single((await store.Database.CheckAsync(Token)).Problems);
        await store.Services.DeleteForGoodAsync((await store.GetSecretAsync("other")).Info.Id, Token);
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);

        Assert.Equal(1, await RawDatabase.ExecuteAsync(store, damage));

        var problems = (await store.Database.CheckAsync(Token)).Problems;
        Assert.NotEmpty(problems);
        Assert.All(
            problems,
            problem => Assert.EndsWith("the tags that lists find it by are not those of its row", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_check_of_a_store_finds_tags_of_a_secret_that_does_not_exist()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await CreateAsync(store, "db", Noted);
        await RawDatabase.ExecuteAsync(
            store,
            "PRAGMA foreign_keys = OFF; "
            + "INSERT INTO secret_labels (secret_id, label) VALUES ('ffffffffffffffffffffffffffffffff', 'a=b')");

        Assert.Contains(
            "secret ffffffffffffffffffffffffffffffff: there are tags of it, but no such secret",
            (await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task Details_stay_in_updates_copies_moves_rollbacks_and_deletions(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await CreateAsync(store, "db", Noted);
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "2" } }, Token);
        var copy = await store.Services.SecretTransfers.CopyAsync(secret.Id, new SecretCopy(SecretName.Parse("copy")), Token);
        await store.Services.SecretTransfers.MoveAsync(secret.Id, new SecretDestination { Scope = SecretScope.User }, Token);
        await store.Services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Details = new SecretDetailsUpdate { Description = "newer" } }, Token);
        await store.Services.SecretHistory.RollbackAsync(secret.Id, 1, null, Token);
        await store.Services.Secrets.DeleteAsync(secret.Id, Token);
        Assert.Equal(1, await CountAsync(store, "team=ml"));

        var undeleted = await store.Services.DeletedSecrets.UndeleteAsync(secret.Id, null, Token);

        Assert.Equal(secret.Details, copy.Details);
        Assert.Equal(("newer", Expiry), (undeleted.Details.Description, undeleted.Details.Expires));
        Assert.Equal(2, undeleted.Details.Tags.Count);
        Assert.Equal(2, await CountAsync(store, "team=ml"));
        await store.Services.DeleteForGoodAsync(copy.Id, Token);
        Assert.Equal(1, await CountAsync(store, "team=ml"));
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task Lists_are_filtered_by_tags(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await CreateAsync(store, "a", Noted);
        await CreateAsync(store, "b", new SecretDetailsUpdate { SetTags = new Dictionary<string, string> { ["team"] = "mlops" } });
        await store.AddSecretAsync("c");

        Assert.Equal(1, await CountAsync(store, "team=ml"));
        Assert.Equal(0, await CountAsync(store, "team=ML"));
        Assert.Equal(0, await CountAsync(store, "team"));
        Assert.Equal(2, await CountAsync(store, "startswith:team="));
        Assert.Equal(1, await CountAsync(store, "env="));
        var page = await store.Services.SecretMetadata.ListAsync(
            new ListQuery { ["tag"] = "team=ml", Workspace = store.Workspace.Id }, Token);
        Assert.Equal("a", Assert.Single(page.Items).Name.Value);
    }

    [Theory, EveryDatabase]
    public async Task Setting_details_that_are_there_already_writes_nothing(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await CreateAsync(store, "db", Noted);

        var same = await store.Services.SecretEdits.EditAsync(secret.Id, new SecretUpdate { Details = Noted }, Token);
        var set = await store.Services.SecretEdits.SetAsync(
            New(store, "db", new SecretDetailsUpdate { Description = "other" }), Token);

        Assert.Equal((false, 1L), (same.IsChanged, same.Secret.Version));
        Assert.Equal(
            (true, 2L, "other", 1L), (set.IsChanged, set.Secret.Version, set.Secret.Details.Description, set.Secret.ValuesVersion));
        Assert.Equal("ml", set.Secret.Details.Tags["team"]);
    }

    [Theory, EveryDatabase]
    public async Task A_check_of_references_says_when_their_secrets_expire(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await CreateAsync(store, "db", Noted);
        await store.AddSecretAsync("other");

        var checks = await store.Services.SecretMetadata.CheckAsync(
            store.Workspace.Id,
            [new SecretReference("db", "key"), new SecretReference("other", "key"), new SecretReference("none", "key")],
            SecretValidationLevel.SecretAndKeyExists,
            Token);

        Assert.Equal([Expiry, null, null], checks.Select(check => check.Expires));
    }

    [Theory, EveryDatabase]
    public async Task Details_go_with_the_workspace_and_with_a_deleted_secret_of_an_account(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var team = await store.Services.Workspaces.CreateAsync("team", "", Token);
        await store.Services.Secrets.CreateAsync(New(store, "db", Noted) with { Workspace = team.Id }, Token);
        var hers = await store.OtherServices.Secrets.CreateAsync(New(store, "hers", Noted), Token);
        await store.Services.Secrets.DeleteAsync(hers.Id, Token);

        await store.Services.Workspaces.DeleteAsync(team.Id, force: true, Token);
        await store.Services.Accounts.DeleteAsync("other", Token);

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT label FROM secret_labels"));
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT id FROM secrets"));
    }

    [Fact]
    public async Task Details_that_are_too_long_or_not_text_are_refused()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("db");
        foreach (var (code, update) in new (ErrorCode, SecretDetailsUpdate)[]
            {
                (ErrorCode.TooLarge, new() { Description = new string('x', 1_001) }),
                (ErrorCode.InvalidArgument, new() { Description = "a\0b" }),
                (ErrorCode.InvalidArgument, new() { SetTags = Tag("", "x") }),
                (ErrorCode.InvalidArgument, new() { SetTags = Tag("a=b", "x") }),
                (ErrorCode.InvalidArgument, new() { SetTags = Tag("a", "x\ny") }),
                (ErrorCode.InvalidArgument, new() { SetTags = Tag("a", new string('x', 254)) }),
                (ErrorCode.TooLarge, new()
                {
                    SetTags = Enumerable.Range(0, 51).ToDictionary(number => $"t{number}", _ => "v"),
                }),
                (ErrorCode.InvalidArgument, new() { Expires = Expiry, NeverExpires = true }),
            })
        {
            await FailsAsync(code, () => store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Details = update }, Token));
        }

        Assert.Equal(1, (await store.GetSecretAsync("db")).Info.Version);

        static Dictionary<string, string> Tag(string name, string value) => new() { [name] = value };
    }

    public static TheoryData<string> Changes =>
    [
        "details = NULL", "details = '{\"description\":\"x\"}'", "details = REPLACE(details, 'ml', 'mk')", "details = 'x'",
        "details = '{\"expires\":1}'",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Details_that_are_changed_without_the_key_are_found(string assignment)
    {
        await using var store = await TemporaryStore.CreateAsync();
        await CreateAsync(store, "db", Noted);
        await RawDatabase.ExecuteAsync(store, $"UPDATE secrets SET {assignment}");

        await FailsAsync(ErrorCode.StoreDamaged, () => store.GetSecretAsync("db"));
        Assert.NotEmpty((await store.Database.CheckAsync(Token)).Problems);
    }

    private static Task<SecretInfo> CreateAsync(TemporaryStore store, string name, SecretDetailsUpdate details) =>
        store.Services.Secrets.CreateAsync(New(store, name, details), Token);

    private static NewSecret New(TemporaryStore store, string name, SecretDetailsUpdate details) =>
        new(store.Workspace.Id, SecretName.Parse(name), SecretScope.Workspace, new SecretValues { ["key"] = "value" })
        {
            Details = details,
        };

    private static async Task<long> CountAsync(TemporaryStore store, string tag) =>
        (await store.Services.SecretMetadata.ListAsync(new ListQuery { ["tag"] = tag }, Token)).Total;
}
