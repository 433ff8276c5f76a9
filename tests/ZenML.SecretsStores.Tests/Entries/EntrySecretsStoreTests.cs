using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.SecretsStores.Entries;

namespace ZenML.SecretsStores.Tests.Entries;

public sealed class EntrySecretsStoreTests
{
    private readonly MemoryEntryStore entries = new();
    private readonly SecretVersionKey key = new(Id<Secret>.New(), 3, Guid.NewGuid());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EntrySecretsStore Store => new(entries);

    [Fact]
    public async Task An_entry_is_a_JSON_object_of_texts_in_which_nothing_is_escaped_that_need_not_be()
    {
        await Store.PutAsync(
            key, new SecretValues { ["b"] = "ü <&> 🔐 /\u2028", ["a\"\\"] = "line\nnext\r\t\u0001", ["empty"] = "" }, Token);

        Assert.Equal(
            "{\"b\":\"ü <&> 🔐 /\u2028\",\"a\\\"\\\\\":\"line\\nnext\\r\\t\\u0001\",\"empty\":\"\"}", entries.Text(new EntryName(key, 0)));
    }

    [Fact]
    public async Task A_larger_secret_is_cut_between_characters_and_the_entry_that_names_the_parts_is_written_last()
    {
        var values = new SecretValues { ["k"] = string.Concat(Enumerable.Repeat("🔐", 700)) };

        var version = await Store.PutAsync(key, values, Token);

        Assert.Equal([1, 2, 3, 0], entries.Written.Select(name => name.Part));
        Assert.All(entries.Entries.Values, entry => Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(entry.Content)));
        Assert.DoesNotContain("🔐", entries.Text(new EntryName(key, 0)), StringComparison.Ordinal);
        Assert.Equal(values["k"], (await Store.GetAsync(new StoredSecretVersion(key, version), Token))!["k"]);
        Assert.Equal([key], await Store.ListVersionsAsync(Token).ToListAsync(Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_a_write_leaves_that_failed_at_any_part_is_deleted_with_the_version(int failing)
    {
        entries.FailingWrite = failing;
        await Assert.ThrowsAsync<ZenException>(() => Store.PutAsync(key, new SecretValues { ["k"] = new string('x', 2_500) }, Token));
        Assert.Equal(failing - 1, entries.Entries.Count);

        await Store.DeleteAsync(key, Token);

        Assert.Empty(entries.Entries);
    }

    [Fact]
    public async Task A_lost_part_makes_the_values_missing_and_a_changed_one_makes_them_damaged()
    {
        var stored = new StoredSecretVersion(
            key, await Store.PutAsync(key, new SecretValues { ["k"] = new string('x', 2_500) }, Token));
        var second = new EntryName(key, 2);
        var content = entries.Entries[second].Content;

        content[5] ^= 1;
        var error = await Assert.ThrowsAsync<ZenException>(() => Store.GetAsync(stored, Token));
        entries.Entries.TryRemove(second, out _);

        Assert.Equal(ErrorCode.StoreDamaged, error.Code);
        Assert.Null(await Store.GetAsync(stored, Token));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"k":1}""")]
    [InlineData("""{"k":null}""")]
    [InlineData("""{"k":{"l":"v"}}""")]
    [InlineData("""{"k":"v","k":"w"}""")]
    [InlineData("""{"k":"v"} x""")]
    [InlineData("""{"parts":["v1"],"bytes":"x","sha256":"y"}""")]
    public async Task An_entry_with_another_content_is_damaged(string content)
    {
        var name = new EntryName(key, 0);
        entries.Entries[name] = ("v1", Encoding.UTF8.GetBytes(content));

        var error = await Assert.ThrowsAsync<ZenException>(() => Store.GetAsync(new StoredSecretVersion(key, "v1"), Token));

        Assert.Equal(ErrorCode.StoreDamaged, error.Code);
        Assert.Equal(
            $"The entry '{name.Format('/')}' in the memory is not a JSON object of texts. Restore the entry, or change the secret.",
            error.Message);
    }

    [Fact]
    public async Task A_secret_that_is_too_large_even_in_parts_is_refused_with_the_sizes()
    {
        var small = new EntrySecretsStore(new MemoryEntryStore { MaximumEntryBytes = 200 });

        var error = await Assert.ThrowsAsync<ZenException>(
            () => small.PutAsync(key, new SecretValues { ["k"] = new string('x', 20_000) }, Token));

        Assert.Equal(ErrorCode.TooLarge, error.Code);
        Assert.Equal(
            "The values have 20008 bytes as JSON, more than the memory can hold in parts of 200 bytes.", error.Message);
    }

    [Theory]
    [InlineData("1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b.v3.9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d", 0)]
    [InlineData("1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b.v3.9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d.p7", 7)]
    public void A_name_is_read_as_it_was_written(string text, int part)
    {
        var name = EntryName.TryParse(text, '.');

        Assert.Equal((3L, part), (name!.Value.Version.Version, name.Value.Part));
        Assert.Equal(text, name.Value.Format('.'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b")]
    [InlineData("1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b.v03.9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d")]
    [InlineData("1F0C2B3A-4d5e-4f60-8a7b-9c0d1e2f3a4b.v3.9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d")]
    [InlineData("1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b.v3.9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d.p0")]
    [InlineData("1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b.v3.9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d.p1.x")]
    public void A_name_that_another_program_chose_is_not_ours(string text) => Assert.Null(EntryName.TryParse(text, '.'));
}
