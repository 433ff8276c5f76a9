using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql.Migrations;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class RowTagTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { "another name", "UPDATE secrets SET name = 'other' WHERE name = 'db'" },
        {
            "the names of two secrets exchanged",
            "UPDATE secrets SET name = 'third' WHERE name = 'db'; UPDATE secrets SET name = 'db' WHERE name = 'api'"
        },
        { "a private secret for everyone", "UPDATE secrets SET scope = 'workspace', name_space = '', name = 'db' WHERE name = 'mine'" },
        { "a private secret in everyone's name space", "UPDATE secrets SET name_space = '' WHERE name = 'mine'" },
        { "another owner", "UPDATE secrets SET user_id = (SELECT id FROM users WHERE name <> 'default') WHERE name = 'db'" },
        { "a private secret of another owner", "UPDATE secrets SET user_id = (SELECT id FROM users WHERE name <> 'default'), "
            + "name_space = (SELECT id FROM users WHERE name <> 'default') WHERE name = 'mine'" },
        { "another version", "UPDATE secrets SET version = 7 WHERE name = 'db'" },
        { "another time of creation", "UPDATE secrets SET created = created - 1 WHERE name = 'db'" },
        { "another time of change", "UPDATE secrets SET updated = updated + 1 WHERE name = 'db'" },
        { "other key names", "UPDATE secrets SET key_names = '[\"kez\"]' WHERE name = 'db'" },
        { "another restriction", "UPDATE secrets SET restricted = 1 WHERE name = 'db'" },
        { "no tag", "UPDATE secrets SET tag = NULL WHERE name = 'db'" },
        { "an empty tag", "UPDATE secrets SET tag = x'' WHERE name = 'db'" },
        { "the tag of another secret", "UPDATE secrets SET tag = (SELECT s.tag FROM secrets s WHERE s.name = 'api') WHERE name = 'db'" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_row_changed_without_the_key_returns_no_values_and_is_found_by_the_check(string change, string sql)
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddSecretAsync("api", new SecretValues { ["key"] = "of api" });
        await store.AddSecretAsync("mine", new SecretValues { ["key"] = "of mine" }, SecretScope.User);
        if (change != "a private secret for everyone")
        {
            await store.AddSecretAsync("db", new SecretValues { ["key"] = "of db" });
        }

        Assert.NotEqual(0, await RawDatabase.ExecuteAsync(store.Store.Path, sql));

        await using var again = await store.OpenAgainAsync();
        foreach (var account in new[] { again.LocalCaller, store.OtherCaller })
        {
            foreach (var name in new[] { "db", "mine", "other", "third" })
            {
                try
                {
                    var secret = await store.GetSecretAsync(name, store.ServicesOf(account, again));
                    Assert.Equal((name, $"of {name}"), (secret.Name, secret["key"].Reveal()));
                    Assert.True(account == again.LocalCaller || name != "mine", change);
                }
                catch (ZenException exception)
                {
                    Assert.Contains(exception.Code, new[] { ErrorCode.StoreDamaged, ErrorCode.NotFound, ErrorCode.NotAllowed });
                }
            }
        }

        Assert.NotEmpty((await again.CheckAsync(Token)).Problems);
    }

    [Fact]
    public async Task No_change_makes_a_row_sound_that_was_changed_without_the_key()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("api", new SecretValues { ["key"] = "of api" });
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "new" } }, Token);
        await RawDatabase.ExecuteAsync(store.Store.Path, "UPDATE secrets SET name = 'db'");
        await using var again = await store.OpenAgainAsync();
        var services = store.ServicesOf(again.LocalCaller, again);

        Func<Task>[] changes =
        [
            () => services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse("renamed") }, Token),
            () => services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Scope = SecretScope.User }, Token),
            () => services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { KeepVersions = 3 }, Token),
            () => services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Details = new() { Description = "mine" } }, Token),
            () => services.Secrets.UpdateAsync(
                secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "of db" }, ReplaceAll = true }, Token),
            () => services.SecretEdits.EditAsync(
                secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "of db" }, ReplaceAll = true }, Token),
            () => services.SecretTransfers.MoveAsync(secret.Id, new() { Scope = SecretScope.User }, Token),
            () => services.SecretHistory.RollbackAsync(secret.Id, 1, null, Token),
        ];
        foreach (var change in changes)
        {
            await FailsAsync(ErrorCode.StoreDamaged, change);
        }

        await FailsAsync(ErrorCode.StoreDamaged, () => store.GetSecretAsync("db", services));
        Assert.NotEmpty((await again.CheckAsync(Token)).Problems);
        await services.Secrets.DeleteAsync(secret.Id, Token);
        await FailsAsync(ErrorCode.StoreDamaged, () => services.DeletedSecrets.UndeleteAsync(secret.Id, null, Token));
    }

    [Theory, EveryDatabase]
    public async Task Rows_that_the_store_changes_stay_readable_and_pass_the_check(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["key"] = "a", ["\0ü"] = "b" });
        await store.AddSecretAsync("mine", scope: SecretScope.User);
        await store.AddSecretAsync("hers", scope: SecretScope.User, services: store.OtherServices);

        secret = await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse("renamed") }, Token);
        Assert.Equal("a", (await store.GetSecretAsync("renamed"))["key"].Reveal());
        secret = await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Scope = SecretScope.User }, Token);
        Assert.Equal((3, 1), (secret.Version, secret.ValuesVersion));
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { ["more"] = "c" } }, Token);
        Assert.Equal("c", (await store.GetSecretAsync("renamed"))["more"].Reveal());

        var report = await store.Database.CheckAsync(Token);
        Assert.Empty(report.Problems);
        Assert.Equal((3, 0), (report.Secrets, report.UntaggedSecrets));
    }

    [Fact]
    public async Task A_flipped_bit_in_any_copy_of_a_name_never_returns_the_value_of_another_secret()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["api0", "api1", "api2"];
        await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token))
        {
            var services = OldStoreTests.ServicesOf(store);
            var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
            foreach (var name in names)
            {
                foreach (var scope in new[] { SecretScope.Workspace, SecretScope.User })
                {
                    await services.Secrets.CreateAsync(
                        new NewSecret(workspace, SecretName.Parse(name), scope, new SecretValues { ["key"] = $"{name} {scope}" }), Token);
                }
            }
        }

        var path = folder.File("zenml-dotnet.db");
        var sound = await File.ReadAllBytesAsync(path, Token);
        var flips = 0;
        foreach (var name in names)
        {
            foreach (var position in Occurrences(sound, name))
            {
                foreach (var (offset, bit) in new[] { (3, 0), (3, 1), (3, 2), (0, 4) })
                {
                    var damaged = sound.ToArray();
                    damaged[position + offset] ^= (byte)(1 << bit);
                    await File.WriteAllBytesAsync(path, damaged, Token);
                    await EnsureOnlyOwnValuesAsync(folder.Path, names);
                    flips++;
                }
            }
        }

        // In the table and in two indexes, in two scopes; the audit has the names, too.
        Assert.True(flips >= 3 * 2 * 3 * 4, $"{flips} flips");
    }

    [Fact]
    public async Task A_list_includes_every_row_that_the_totals_count()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddSecretAsync("a");
        await store.AddSecretAsync("b");
        await RawDatabase.ExecuteAsync(store.Store.Path, "PRAGMA foreign_keys = OFF; DELETE FROM secrets WHERE name = 'a'");

        await FailsAsync(ErrorCode.StoreDamaged, () => store.Services.SecretMetadata.ListAsync(new ListQuery(), Token));
    }

    private static async Task EnsureOnlyOwnValuesAsync(string folder, string[] names)
    {
        try
        {
            await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder }, Token);
            var services = OldStoreTests.ServicesOf(store);
            var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
            foreach (var name in names)
            {
                try
                {
                    var secret = await services.Secrets.FindWithValuesAsync(workspace, name, null, LookupMode.Exact, Token);
                    Assert.Equal($"{name} User", secret["key"].Reveal());
                }
                catch (ZenException exception)
                {
                    Assert.Equal(ErrorCode.StoreDamaged, exception.Code);
                }
            }
        }
        catch (ZenException exception)
        {
            Assert.Equal(ErrorCode.StoreDamaged, exception.Code);
        }
    }

    private static IEnumerable<int> Occurrences(byte[] bytes, string name)
    {
        var wanted = Encoding.UTF8.GetBytes(name);
        for (var index = 0; (index = bytes.AsSpan(index).IndexOf(wanted) is var found and >= 0 ? index + found : -1) >= 0; index++)
        {
            yield return index;
        }
    }
}
