using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;

namespace ZenML.SecretsStores.Tests.Conformance;

/// <summary>
/// What every secrets store must do. A back end is tried by a class that says how to open it; the faults are in
/// <see cref="SecretsStoreFaultConformance"/>.
/// </summary>
public abstract class SecretsStoreConformance
{
    /// <summary>A value that must not be in any message.</summary>
    protected const string Canary = "canary-value-1f3a";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens an empty back end with a store over it.</summary>
    /// <param name="clock">The clock that the store must use.</param>
    protected abstract Task<IConformanceTarget> OpenAsync(TimeProvider clock);

    [Fact]
    public async Task Values_are_read_back_byte_for_byte_and_in_order()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var values = new SecretValues
        {
            ["zeta"] = "first", ["alpha"] = "second", ["quote\"back\\slash/"] = "\"'\\/`${}{{a.b}}<>&+", ["emoji 🔐"] = "🔐👩‍💻",
            ["script"] = "naïve Ünïcödé ключ 密码 עברית", ["combining"] = "e\u0301\u200d\ufeff", ["lines"] = "1\n2\r\n3\t\n",
            ["control"] = "\u0000\u0001\u001f\u007f\u0085\u2028\u2029", ["number"] = "12345678901234567890123", ["point"] = "1.0",
            ["word"] = "null", ["json"] = """{"parts":[],"a":"b"}""", ["empty"] = "", ["space"] = "  ",
        };

        var stored = await PutAsync(target, Key(), values);

        await AssertStoredAsync(target, stored, values);
    }

    [Fact]
    public async Task A_secret_without_keys_is_read_back()
    {
        await using var target = await OpenAsync(TimeProvider.System);

        var stored = await PutAsync(target, Key(), []);

        await AssertStoredAsync(target, stored, []);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24_000)]
    [InlineData(25_000)]
    [InlineData(65_536)]
    [InlineData(80_001)]
    [InlineData(300_000)]
    [InlineData(SecretLimits.MaximumBytes - 1)]
    public async Task A_value_of_1_byte_to_1_MiB_is_read_back(int size)
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var values = new SecretValues { ["k"] = new string('x', size) };

        var stored = await PutAsync(target, Key(), values);

        await AssertStoredAsync(target, stored, values);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData("ü")]
    [InlineData("🔐")]
    [InlineData("\u0001")]
    public async Task A_large_value_of_characters_that_take_more_bytes_is_read_back(string character)
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var values = new SecretValues { ["before"] = "x", ["k"] = string.Concat(Enumerable.Repeat(character, 70_000)), ["after"] = "y" };

        var stored = await PutAsync(target, Key(), values);

        await AssertStoredAsync(target, stored, values);
    }

    [Fact]
    public async Task A_secret_of_1000_keys_is_read_back()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var values = new SecretValues(Enumerable.Range(0, 1_000).Select(
            number => KeyValuePair.Create<string, SensitiveString>($"key-{number * 7919 % 1000}", $"value {number}")));

        var stored = await PutAsync(target, Key(), values);

        await AssertStoredAsync(target, stored, values);
    }

    [Fact]
    public async Task Concurrent_writers_of_one_secret_each_read_back_what_they_wrote()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var secret = Id<Secret>.New();

        var stored = await Task.WhenAll(Enumerable.Range(0, 32).Select(async number =>
        {
            var values = new SecretValues { ["writer"] = $"{number}" };
            return (Version: await PutAsync(target, Key(secret, version: 1), values), Values: values);
        }));

        foreach (var (version, values) in stored)
        {
            await AssertStoredAsync(target, version, values);
        }
    }

    [Fact]
    public async Task Many_versions_are_read_in_one_go()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var stored = new List<StoredSecretVersion>();
        for (var number = 0; number < 30; number++)
        {
            var values = new SecretValues { ["number"] = $"{number}", ["pad"] = new string('p', number * 900) };
            stored.Add(await PutAsync(target, Key(), values));
        }

        await target.Store.DeleteAsync(stored[3].Key, Token);
        var read = await ReadManyAsync(target, stored);

        Assert.Equal(29, read.Count);
        Assert.DoesNotContain(stored[3].Key, read.Keys);
        Assert.Equal("17", read[stored[17].Key]["number"].Reveal());
    }

    [Fact]
    public async Task Earlier_versions_stay_readable_until_each_is_deleted()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var secret = Id<Secret>.New();
        var versions = new List<StoredSecretVersion>();
        for (var number = 1; number <= 3; number++)
        {
            versions.Add(await PutAsync(target, Key(secret, number), new SecretValues { ["n"] = $"{number}" }));
        }

        await target.Store.DeleteAsync(versions[1].Key, Token);

        await AssertStoredAsync(target, versions[0], new SecretValues { ["n"] = "1" });
        Assert.Null(await target.Store.GetAsync(versions[1], Token));
        await AssertStoredAsync(target, versions[2], new SecretValues { ["n"] = "3" });
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300_000)]
    public async Task A_deleted_version_is_gone_and_can_be_deleted_again(int size)
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var stored = await PutAsync(target, Key(), new SecretValues { ["k"] = new string('x', size) });

        await target.Store.DeleteAsync(stored.Key, Token);
        await target.Store.DeleteAsync(stored.Key, Token);

        Assert.Null(await target.Store.GetAsync(stored, Token));
        Assert.Empty(await ListAsync(target));
    }

    [Fact]
    public async Task Deleting_what_was_never_stored_does_nothing()
    {
        await using var target = await OpenAsync(TimeProvider.System);

        await target.Store.DeleteAsync(Key(), Token);

        Assert.Empty(await ListAsync(target));
    }

    [Fact]
    public async Task A_version_can_be_written_again_after_a_deletion_by_a_write_of_its_own()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var secret = Id<Secret>.New();
        var first = await PutAsync(target, Key(secret, 1), new SecretValues { ["k"] = "first" });
        await target.Store.DeleteAsync(first.Key, Token);

        var second = await PutAsync(target, Key(secret, 1), new SecretValues { ["k"] = "second" });
        await target.Store.DeleteAsync(first.Key, Token);

        Assert.Null(await target.Store.GetAsync(first, Token));
        await AssertStoredAsync(target, second, new SecretValues { ["k"] = "second" });
    }

    [Fact]
    public async Task What_was_never_stored_is_not_found()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var stored = await PutAsync(target, Key(), new SecretValues { ["k"] = "v" });

        Assert.Null(await target.Store.GetAsync(stored with { Key = Key() }, Token));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    public async Task A_write_that_is_repeated_succeeds_with_the_same_version(int size)
    {
        await using var target = await OpenAsync(TimeProvider.System);
        Assert.SkipUnless(target.RepeatsWrites, "This store has no lost answers.");
        var (key, values) = (Key(), new SecretValues { ["k"] = new string('x', size) });

        var first = await PutAsync(target, key, values);
        var second = await PutAsync(target, key, values);

        Assert.Equal(first, second);
        await AssertStoredAsync(target, second, values);
        Assert.Equal([key], await ListAsync(target));
    }

    [Fact]
    public async Task The_list_has_each_version_once()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var keys = new List<SecretVersionKey>();
        for (var number = 0; number < 25; number++)
        {
            var size = number == 5 ? 200_000 : 10;
            keys.Add((await PutAsync(target, Key(), new SecretValues { ["k"] = new string('x', size) })).Key);
        }

        Assert.Equivalent(keys, await ListAsync(target), strict: true);
    }

    [Fact]
    public async Task A_back_end_that_can_be_used_passes_the_probe()
    {
        await using var target = await OpenAsync(TimeProvider.System);

        await target.Store.ProbeAsync(Token);
    }

    [Fact]
    public async Task An_entry_of_somebody_else_is_neither_read_nor_overwritten_nor_deleted()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var key = Key();
        var planting = target.PlantForeignAsync(key);
        Assert.SkipWhen(planting is null, "Nobody else can write to this store.");
        var isThere = await planting;

        var reading = await Record.ExceptionAsync(() => target.Store.GetAsync(new StoredSecretVersion(key, "1"), Token));
        var writing = await Assert.ThrowsAsync<ZenException>(
            () => target.Store.PutAsync(key, new SecretValues { ["k"] = Canary }, Token));
        var deleting = await Assert.ThrowsAsync<ZenException>(() => target.Store.DeleteAsync(key, Token));

        // A back end whose versions have other names has nothing to read at this one.
        Assert.True(reading is null or ZenException { Code: ErrorCode.StoreDamaged }, $"{reading}");
        Assert.Equal(ErrorCode.StoreDamaged, writing.Code);
        Assert.DoesNotContain(Canary, writing.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.StoreDamaged, deleting.Code);
        Assert.True(await isThere());
    }

    /// <summary>Makes a key for a write of a secret.</summary>
    protected static SecretVersionKey Key(Id<Secret>? secret = null, long version = 1) =>
        new(secret ?? Id<Secret>.New(), version, Guid.NewGuid());

    /// <summary>Stores values.</summary>
    protected static async Task<StoredSecretVersion> PutAsync(IConformanceTarget target, SecretVersionKey key, SecretValues values) =>
        new(key, await target.Store.PutAsync(key, values, Token));

    /// <summary>Asserts that a version has these values, in this order.</summary>
    protected static async Task AssertStoredAsync(IConformanceTarget target, StoredSecretVersion stored, SecretValues values)
    {
        var read = await target.Store.GetAsync(stored, Token);
        Assert.NotNull(read);
        Assert.Equal(values.Keys, read.Keys);
        Assert.All(values, value => Assert.True(value.Value.Equals(read[value.Key]), $"The value of '{value.Key}' differs."));
    }

    /// <summary>Lists all versions.</summary>
    protected static async Task<IReadOnlyList<SecretVersionKey>> ListAsync(IConformanceTarget target)
    {
        Assert.SkipUnless(target.Store is ISecretVersionLister, "This store does not list what it has.");
        return await ((ISecretVersionLister)target.Store).ListVersionsAsync(Token).ToListAsync(Token);
    }

    private static async Task<IReadOnlyDictionary<SecretVersionKey, SecretValues>> ReadManyAsync(
        IConformanceTarget target, IReadOnlyCollection<StoredSecretVersion> stored)
    {
        if (target.Store is ISecretBatchReader batch)
        {
            return await batch.GetManyAsync(stored, Token);
        }

        var read = new Dictionary<SecretVersionKey, SecretValues>();
        foreach (var version in stored)
        {
            if (await target.Store.GetAsync(version, Token) is { } values)
            {
                read[version.Key] = values;
            }
        }

        return read;
    }
}
