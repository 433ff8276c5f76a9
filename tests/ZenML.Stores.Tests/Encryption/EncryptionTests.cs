using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Encryption;

public sealed class EncryptionTests
{
    private const string DoesNotBelong = "do not belong";

    [Theory]
    [InlineData(null)]
    [InlineData("a key of the user's own")]
    public async Task D6_no_value_is_in_the_clear_in_any_file_without_any_configuration(string? encryptionKey)
    {
        string[] canaries = [.. Enumerable.Range(0, 6).Select(index => $"canary-{Guid.NewGuid():N}-{index}")];
        await using var store = await TemporaryStore.CreateAsync(encryptionKey);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["a"] = canaries[0], ["b"] = canaries[1] });
        await store.AddFlavorAsync();
        var component = await store.AddComponentAsync("t", new ConfigurationMap { ["password"] = canaries[2], ["uri"] = "seen" });
        AssertHidden(store.Folder, canaries, encryptionKey);

        await store.Services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Set = new SecretValues { ["a"] = canaries[3] }, Remove = ["b"] }, Token);
        await store.Services.Components.UpdateAsync(
            component.Id, new ComponentUpdate { Configuration = new ConfigurationMap { ["password"] = canaries[4] } }, Token);
        await store.Services.Components.CopyAsync(component.Id, "copy", Token);
        await FailsAsync(ErrorCode.AlreadyExists, () => store.AddSecretAsync("db", new SecretValues { ["a"] = canaries[5] }));
        AssertHidden(store.Folder, canaries, encryptionKey);

        await store.Services.Secrets.DeleteAsync(secret.Id, Token);
        AssertHidden(store.Folder, canaries, encryptionKey);
        await store.Services.DeletedSecrets.PurgeAsync(secret.Id, Token);
        await store.Services.Components.DeleteAsync(component.Id, Token);
        await store.Store.DisposeAsync();
        AssertHidden(store.Folder, canaries, encryptionKey);
    }

    [Theory]
    [InlineData(null, "another key of mine")]
    [InlineData("a key of my own....", "another key of mine")]
    [InlineData("a key of my own....", null)]
    public async Task D7_a_wrong_key_gets_its_own_error_and_changes_nothing(string? begun, string? other)
    {
        await using var store = await TemporaryStore.CreateAsync(begun);
        await store.AddFlavorAsync();
        var info = await store.AddSecretAsync("db", new SecretValues { ["a"] = "1", ["b"] = "2" });
        var component = await store.AddComponentAsync("t", new ConfigurationMap { ["password"] = "p" });
        await using var wrong = await store.OpenAgainAsync(other);
        var services = store.ServicesOf(wrong.LocalCaller, wrong);
        var rows = await RowsAsync(store);

        await FailsAsync(ErrorCode.WrongEncryptionKey, () => services.Secrets.GetAsync(info.Id, Token));
        await FailsAsync(ErrorCode.WrongEncryptionKey, () => services.Secrets.UpdateAsync(
            info.Id, new SecretUpdate { Set = new SecretValues { ["c"] = "3" } }, Token));
        await FailsAsync(ErrorCode.WrongEncryptionKey, () => services.Secrets.UpdateAsync(
            info.Id, new SecretUpdate { Set = new SecretValues { ["c"] = "3" }, ReplaceAll = true }, Token));
        await FailsAsync(ErrorCode.WrongEncryptionKey, () => store.AddSecretAsync("new", services: services));
        await FailsAsync(ErrorCode.WrongEncryptionKey, () => services.Components.RevealAsync(component.Id, Token));
        await FailsAsync(ErrorCode.WrongEncryptionKey, () => services.Components.UpdateAsync(
            component.Id, new ComponentUpdate { Configuration = new ConfigurationMap { ["password"] = "q" } }, Token));
        await FailsAsync(ErrorCode.WrongEncryptionKey, () => services.SecretMetadata.CheckAsync(
            store.Workspace.Id, [new("db", "a")], Core.Secrets.References.SecretValidationLevel.SecretAndKeyExists, Token));

        Assert.Equal(rows, await RowsAsync(store));
        Assert.Equal(1, (await services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        Assert.Equal("1", (await store.GetSecretAsync("db"))["a"].Reveal());
        Assert.Equal(begun is null, File.Exists(Path.Combine(store.Folder, "zenml-dotnet.keys.json")));
    }

    [Theory]
    [InlineData("missing", ErrorCode.WrongEncryptionKey)]
    [InlineData("of another store", ErrorCode.WrongEncryptionKey)]
    [InlineData("same id, other key", ErrorCode.WrongEncryptionKey)]
    [InlineData("not JSON", ErrorCode.StoreDamaged)]
    [InlineData("empty", ErrorCode.StoreDamaged)]
    [InlineData("short key", ErrorCode.StoreDamaged)]
    [InlineData("newer", ErrorCode.StoreDamaged)]
    public async Task A_lost_or_changed_key_ring_is_detected_before_anything_is_written(string state, ErrorCode expected)
    {
        await using var store = await TemporaryStore.CreateAsync();
        var info = await store.AddSecretAsync("db");
        var path = Path.Combine(store.Folder, "zenml-dotnet.keys.json");
        var ring = await File.ReadAllTextAsync(path, Token);
        var key = ring.Split('"').First(part => part.Length == 44 && part.EndsWith('='));
        File.Delete(path);
        if (state != "missing")
        {
            await using var other = await TemporaryStore.CreateAsync();
            await File.WriteAllTextAsync(
                path,
                state switch
                {
                    "of another store" => await File.ReadAllTextAsync(Path.Combine(other.Folder, "zenml-dotnet.keys.json"), Token),
                    "same id, other key" => ring.Replace(key, Convert.ToBase64String(new byte[32]), StringComparison.Ordinal),
                    "not JSON" => ring[..^20],
                    "short key" => ring.Replace(key, "AAAA", StringComparison.Ordinal),
                    "newer" => ring.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal),
                    _ => "",
                },
                Token);
        }

        var files = File.Exists(path) ? await File.ReadAllTextAsync(path, Token) : null;
        await using var again = await store.OpenAgainAsync();
        var services = store.ServicesOf(again.LocalCaller, again);
        var rows = await RowsAsync(store);

        var exception = await FailsAsync(expected, () => services.Secrets.GetAsync(info.Id, Token));
        await FailsAsync(expected, () => store.AddSecretAsync("new", services: services));
        await FailsAsync(
            expected,
            () => services.Secrets.UpdateAsync(
                info.Id, new SecretUpdate { Set = new SecretValues { ["c"] = "3" } }, Token));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(rows, await RowsAsync(store));
        Assert.Equal(files, File.Exists(path) ? await File.ReadAllTextAsync(path, Token) : null);
        Assert.Equal("db", Assert.Single((await services.SecretMetadata.ListAsync(new ListQuery(), Token)).Items).Name.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fifteen letters")]
    public async Task A_short_key_is_rejected(string key)
    {
        using var folder = new TemporaryFolder();

        await FailsAsync(
            ErrorCode.InvalidArgument,
            () => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path, EncryptionKey = key }, Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Swapped_rows_are_detected()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var first = await store.AddSecretAsync("first", new SecretValues { ["key"] = "1" });
        var second = await store.AddSecretAsync("second", new SecretValues { ["key"] = "2" });
        foreach (var column in new[] { "sealed", "wrapped_key", "sealed, wrapped_key" })
        {
            await using var copy = await CopyAsync(store);
            await RawDatabase.ExecuteAsync(
                copy.Path,
                $"UPDATE secret_values SET ({column}) = (SELECT {column} FROM secret_values o WHERE o.secret_id = $from) "
                + "WHERE secret_id = $to",
                ("$from", first.Id.Value.ToString("N")), ("$to", second.Id.Value.ToString("N")));

            var services = store.ServicesOf(copy.LocalCaller, copy);
            var exception = await FailsAsync(ErrorCode.StoreDamaged, () => services.Secrets.GetAsync(second.Id, Token));
            Assert.Contains(DoesNotBelong, exception.Message, StringComparison.Ordinal);
            Assert.Equal("1", (await services.Secrets.GetAsync(first.Id, Token))["key"].Reveal());
        }
    }

    [Fact]
    public async Task An_older_version_of_a_row_cannot_be_replayed()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var info = await store.AddSecretAsync("db", new SecretValues { ["key"] = "old" });
        await RawDatabase.ExecuteAsync(store.Store.Path, "CREATE TABLE kept AS SELECT * FROM secret_values");
        await store.Services.Secrets.UpdateAsync(info.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "new" } }, Token);
        Assert.Equal(2L, Assert.Single(await RawDatabase.QueryAsync(store.Store.Path, "SELECT COUNT(*) FROM secret_values")));

        await RawDatabase.ExecuteAsync(
            store.Store.Path, "UPDATE secret_values SET sealed = k.sealed, wrapped_key = k.wrapped_key FROM kept k");
        await FailsAsync(ErrorCode.StoreDamaged, () => store.GetSecretAsync("db"));
        await RawDatabase.ExecuteAsync(store.Store.Path, "UPDATE secrets SET values_version = 1");
        await FailsAsync(ErrorCode.StoreDamaged, () => store.GetSecretAsync("db"));
    }

    [Theory]
    [InlineData("[\"b\",\"a\"]")]
    [InlineData("[\"a\",\"c\"]")]
    [InlineData("[\"a\"]")]
    [InlineData("[\"a\",\"b\",\"c\"]")]
    [InlineData("[\"ab\",\"\"]")]
    public async Task Changed_key_names_are_detected(string keyNames)
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddSecretAsync("db", new SecretValues { ["a"] = "1", ["b"] = "2" });
        await RawDatabase.ExecuteAsync(store.Store.Path, "UPDATE secrets SET key_names = $names", ("$names", keyNames));

        await FailsAsync(ErrorCode.StoreDamaged, () => store.GetSecretAsync("db"));
    }

    [Fact]
    public async Task Every_changed_byte_is_detected()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var info = await store.AddSecretAsync("db", new SecretValues { ["key"] = "abc" });
        foreach (var column in new[] { "sealed", "wrapped_key" })
        {
            var bytes = (byte[])(await RawDatabase.QueryAsync(store.Store.Path, $"SELECT {column} FROM secret_values"))[0];
            for (var position = -1; position < bytes.Length; position++)
            {
                var changed = position < 0 ? bytes[..^1] : [.. bytes];
                if (position >= 0)
                {
                    changed[position] ^= 1;
                }

                await RawDatabase.ExecuteAsync(store.Store.Path, $"UPDATE secret_values SET {column} = $bytes", ("$bytes", changed));
                await FailsAsync(ErrorCode.StoreDamaged, () => store.Services.Secrets.GetAsync(info.Id, Token));
            }

            await RawDatabase.ExecuteAsync(store.Store.Path, $"UPDATE secret_values SET {column} = $bytes", ("$bytes", bytes));
            Assert.Equal("abc", (await store.GetSecretAsync("db"))["key"].Reveal());
        }
    }

    [Fact]
    public async Task A_value_missing_from_the_store_gets_its_own_error()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddSecretAsync("db");
        await RawDatabase.ExecuteAsync(store.Store.Path, "DELETE FROM secret_values");

        await FailsAsync(ErrorCode.ValuesMissing, () => store.GetSecretAsync("db"));
    }

    [Fact]
    public async Task Equal_values_are_encrypted_to_different_ciphertexts()
    {
        await using var store = await TemporaryStore.CreateAsync();
        for (var index = 0; index < 20; index++)
        {
            await store.AddSecretAsync($"s{index}");
        }

        foreach (var column in new[] { "sealed", "wrapped_key", "substr(sealed, 2, 12)", "substr(wrapped_key, 2, 12)" })
        {
            Assert.Equal(20L, (await RawDatabase.QueryAsync(store.Store.Path, $"SELECT COUNT(DISTINCT {column}) FROM secret_values"))[0]);
        }
    }

    private static async Task<IReadOnlyList<object>> RowsAsync(TemporaryStore store) => await RawDatabase.QueryAsync(
        store.Store.Path,
        """
        SELECT 's' || id || name || version || key_names || updated FROM secrets
        UNION ALL SELECT secret_id || version || hex(sealed) FROM secret_values
        UNION ALL SELECT component_id || attribute || hex(sealed) FROM component_values
        UNION ALL SELECT id || configuration || updated FROM components
        """);

    private static async Task<SqliteStore> CopyAsync(TemporaryStore store)
    {
        var folder = Directory.CreateDirectory(Path.Combine(store.Folder, Guid.NewGuid().ToString("N"))).FullName;
        var files = LockedFiles.FinishedIn(store.Folder).Where(path => !path.EndsWith("-shm", StringComparison.Ordinal));
        foreach (var path in files)
        {
            await LockedFiles.CopyAsync(path, Path.Combine(folder, Path.GetFileName(path)), Token);
        }

        return await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder }, Token);
    }

    private static void AssertHidden(string folder, IEnumerable<string> canaries, string? encryptionKey)
    {
        foreach (var (name, bytes) in ReadFiles(folder))
        {
            foreach (var canary in encryptionKey is null ? canaries : canaries.Append(encryptionKey))
            {
                foreach (var form in Forms(canary))
                {
                    Assert.True(bytes.AsSpan().IndexOf(form) < 0, $"{name} holds a value.");
                }
            }
        }
    }

    private static IEnumerable<byte[]> Forms(string text)
    {
        yield return Encoding.UTF8.GetBytes(text);
        yield return Encoding.Unicode.GetBytes(text);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(text)));
        for (var shift = 0; shift < 3; shift++)
        {
            // Base64 of a text inside another looks different at each of three places; its ends mix with what stands around it.
            var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + text));
            yield return Encoding.ASCII.GetBytes(base64[(shift == 0 ? 0 : 4)..^4]);
        }
    }
}
