using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>Finding the secrets that have a value, on every kind of database.</summary>
public sealed class SecretLeaksTests
{
    private const string Leaked = "correct horse battery";

    [Theory]
    [EveryDatabase]
    public async Task A_value_is_found_in_secrets_of_all_accounts_and_scopes_and_in_deleted_ones(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("shared", new SecretValues { ["user"] = "somebody else", ["password"] = Leaked });
        await store.AddSecretAsync("own", new SecretValues { ["token"] = Leaked }, SecretScope.User, store.OtherServices);
        var deleted = await store.AddSecretAsync("deleted", new SecretValues { ["a"] = Leaked, ["b"] = Leaked });
        await store.Services.Secrets.DeleteAsync(deleted.Id, null, Token);
        await store.AddSecretAsync("innocent", new SecretValues { ["password"] = $"{Leaked}2" });

        Assert.Equal(["deleted.a", "deleted.b", "own.token", "shared.password"], await FindAsync(store, Leaked));
        Assert.Empty(await FindAsync(store, "another value"));
        Assert.Equal(
            ["", "deleted", "own", "shared"],
            (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "search" }, Token)).Items
                .Select(item => item.BareName ?? "").Order(StringComparer.Ordinal));
    }

    [Theory]
    [EveryDatabase]
    public async Task Earlier_versions_are_searched_only_when_asked_for_and_destroyed_ones_never(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["password"] = Leaked });
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["password"] = "a new password" } }, Token);

        Assert.Empty(await FindAsync(store, Leaked));
        Assert.Equal(["db.password"], await FindAsync(store, Leaked, allVersions: true));
        await store.Services.SecretHistory.DestroyAsync(secret.Id, 1, null, Token);
        Assert.Empty(await FindAsync(store, Leaked, allVersions: true));
    }

    [Theory]
    [EveryDatabase]
    public async Task Values_of_an_older_version_are_found_before_and_after_they_have_fingerprints(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["user"] = "somebody", ["password"] = Leaked });
        await RawDatabase.ExecuteAsync(store, "UPDATE secret_values SET fingerprints = NULL");

        Assert.Equal(["db.password"], await FindAsync(store, Leaked));
        await store.Database.FingerprintOldValuesAsync(Token);

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT secret_id FROM secret_values WHERE fingerprints IS NULL"));
        await RawDatabase.ExecuteAsync(store, "UPDATE secret_values SET sealed = wrapped_key");
        Assert.Equal(["db.password"], await FindAsync(store, Leaked));
        Assert.NotEqual(default, secret.Id);
    }

    [Fact]
    public async Task The_database_does_not_show_which_values_are_equal()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddSecretAsync("one", new SecretValues { ["password"] = Leaked });
        await store.AddSecretAsync("two", new SecretValues { ["password"] = Leaked });

        var stored = await RawDatabase.QueryAsync(store, "SELECT fingerprints FROM secret_values");

        Assert.Equal(2, stored.Select(bytes => Convert.ToHexString((byte[])bytes)).Distinct().Count());
        Assert.All(stored, bytes => Assert.Equal(16, ((byte[])bytes).Length));
    }

    [Fact]
    public async Task Only_administrators_can_search_and_only_for_values_that_cannot_be_guessed()
    {
        await using var store = await TemporaryStore.CreateAsync();

        var refused = await Assert.ThrowsAsync<ZenException>(
            () => store.OtherServices.SecretLeaks.FindAsync(new SensitiveString(Leaked), false, Token));
        var tooShort = await Assert.ThrowsAsync<ZenException>(
            () => store.Services.SecretLeaks.FindAsync(new SensitiveString("1234567"), false, Token));

        Assert.Equal((ErrorCode.NotAllowed, ErrorCode.InvalidArgument), (refused.Code, tooShort.Code));
        Assert.DoesNotContain("1234567", tooShort.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> FindAsync(TemporaryStore store, string value, bool allVersions = false) =>
    [
        .. (await store.Services.SecretLeaks.FindAsync(new SensitiveString(value), allVersions, Token))
            .Select(leak => $"{leak.Secret.Name}.{leak.Key}").Order(StringComparer.Ordinal),
    ];
}
