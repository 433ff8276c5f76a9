using System.Globalization;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sqlite;

/// <summary>What the files of a store still have of values that were destroyed: nothing.</summary>
public sealed class DestroyedValuesTests
{
    [Fact]
    public async Task Destroying_a_version_removes_its_encrypted_values_from_the_database_and_its_log()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secrets = new List<SecretInfo>();
        for (var index = 0; index < 20; index++)
        {
            // Short values share a page, and long ones fill pages of their own.
            var value = new string('x', index % 3 == 0 ? 20_000 : 10 + (index * 20));
            secrets.Add(await store.AddSecretAsync($"s{index}", new SecretValues { ["key"] = value }));
            await ChangeAsync(store, secrets[^1].Id, versions: 4);
        }

        var sealedValues = await SealedAsync(store, "version = 2 OR version = 4");
        Assert.Equal(40, sealedValues.Count);
        Assert.All(sealedValues, value => Assert.True(Contains(store, value)));

        foreach (var secret in secrets)
        {
            await store.Services.SecretHistory.DestroyAsync(secret.Id, 2, Token);
            await store.Services.SecretHistory.DestroyAsync(secret.Id, 4, Token);
        }

        // While the store is open: no other process has to close it first.
        Assert.DoesNotContain(sealedValues, value => Contains(store, value));
        Assert.All(await SealedAsync(store, "1 = 1"), value => Assert.True(Contains(store, value)));
    }

    [Fact]
    public async Task Versions_beyond_the_limit_are_gone_from_the_files_once_the_log_is_empty()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("s", new SecretValues { ["key"] = "value" });
        await ChangeAsync(store, secret.Id, versions: 9);
        var sealedValues = await SealedAsync(store, "version < 10");

        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { KeepVersions = 1 }, Token);
        await RawDatabase.QueryAsync(store, "PRAGMA wal_checkpoint(TRUNCATE)");

        Assert.Equal(9, sealedValues.Count);
        Assert.DoesNotContain(sealedValues, value => Contains(store, value));
    }

    [Fact]
    public async Task A_reader_that_needs_the_log_does_not_block_the_destruction_of_a_version()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("s");
        await ChangeAsync(store, secret.Id, versions: 1);
        await using var other = await store.OpenAgainAsync();

        await other.ReadAsync(
            async (unit, token) =>
            {
                Assert.NotNull(await unit.Secrets.FindByIdAsync(secret.Id, token));
                await store.Services.SecretHistory.DestroyAsync(secret.Id, 1, Token);
                return 0;
            },
            Token);

        Assert.Equal("2", (await store.GetSecretAsync("s"))["key"].Reveal());
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "3" } }, Token);
    }

    private static async Task ChangeAsync(TemporaryStore store, Id<Secret> secret, int versions)
    {
        for (var version = 2; version < versions + 2; version++)
        {
            await store.Services.Secrets.UpdateAsync(
                secret,
                new SecretUpdate { Set = new SecretValues { ["key"] = version.ToString(CultureInfo.InvariantCulture) } },
                Token);
        }
    }

    private static async Task<IReadOnlyList<byte[]>> SealedAsync(TemporaryStore store, string condition) =>
    [
        .. (await RawDatabase.QueryAsync(store, $"SELECT sealed FROM secret_values WHERE {condition}")).Cast<byte[]>()

            // A long value is spread over pages: its beginning is enough, and no other value has the same.
            .Select(value => value[..Math.Min(value.Length, 24)]),
    ];

    private static bool Contains(TemporaryStore store, byte[] value) => ReadFiles(store.Folder)
        .Any(file => file.Key.Contains(".db", StringComparison.Ordinal) && file.Value.AsSpan().IndexOf(value) >= 0);
}
