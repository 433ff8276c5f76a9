using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Stores.Encryption;
using ZenML.Stores.Tests.Sql;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Encryption;

/// <summary>
/// A trailing line break in an encryption key is ignored. A store that was created when it was not can still be read.
/// </summary>
public sealed class EncryptionKeyLineBreakTests
{
    private const string Key = "a key of the user's own";

    [Theory]
    [InlineData(Key, Key + "\n")]
    [InlineData(Key + "\n", Key)]
    [InlineData(Key + "\r\n", Key + "\n")]
    [InlineData(Key + "\n\n", Key)]
    public async Task A_new_store_opens_with_a_key_with_or_without_a_trailing_line_break(string begun, string other)
    {
        await using var store = await TemporaryStore.CreateAsync(begun);
        var info = await store.AddSecretAsync("db", new SecretValues { ["a"] = "1" });
        await using var again = await store.OpenAgainAsync(other);

        Assert.Equal("1", (await store.ServicesOf(again.LocalCaller, again).Secrets.GetAsync(info.Id, Token)).Values["a"].Reveal());
    }

    [Theory]
    [InlineData("\n", Key + "\n")]
    [InlineData("\n", Key)]
    [InlineData("\r\n", Key + "\r\n")]
    [InlineData("\r\n", Key)]
    [InlineData("\n\n", Key + "\n\n")]
    public async Task A_store_created_with_a_trailing_line_break_in_its_key_can_be_opened_and_written(string end, string given)
    {
        await using var store = await BegunWithAsync(Key + end);
        await using var again = await store.OpenAgainAsync(given);
        var services = store.ServicesOf(again.LocalCaller, again);
        var info = await services.Secrets.CreateAsync(
            new NewSecret(store.Workspace.Id, SecretName.Parse("db"), SecretScope.Workspace, new SecretValues { ["a"] = "1" }), Token);

        await using var third = await store.OpenAgainAsync(Key + end);
        Assert.Equal("1", (await store.ServicesOf(third.LocalCaller, third).Secrets.GetAsync(info.Id, Token)).Values["a"].Reveal());
    }

    [Fact]
    public async Task A_different_key_is_rejected_whatever_its_line_breaks()
    {
        await using var store = await BegunWithAsync(Key + "\n");
        await using var wrong = await store.OpenAgainAsync("another key of mine\n");

        await FailsAsync(ErrorCode.WrongEncryptionKey, () => store.ServicesOf(wrong.LocalCaller, wrong).Secrets.CreateAsync(
            new NewSecret(store.Workspace.Id, SecretName.Parse("db"), SecretScope.Workspace, new SecretValues { ["a"] = "1" }), Token));
    }

    [Fact]
    public async Task A_new_key_that_is_long_enough_only_with_its_line_break_is_rejected() =>
        Assert.Equal(
            ErrorCode.InvalidArgument,
            (await Assert.ThrowsAsync<ZenException>(async () => await TemporaryStore.CreateAsync("only15characters"[..15] + "\n"))).Code);

    /// <summary>A store that was created when line breaks were part of the key.</summary>
    private static async Task<TemporaryStore> BegunWithAsync(string exactly)
    {
        var store = await TemporaryStore.CreateAsync(Key);
        using var ring = ProvidedKey.Derive(exactly);
        Assert.True(ring.TryGet(ring.PrimaryId, out var key));
        await RawDatabase.ExecuteAsync(
            store.Store.Path, "UPDATE encryption_keys SET id = $id, key_check = $check",
            ("$id", ring.PrimaryId), ("$check", KnownKey.MakeCheck(ring.PrimaryId, key)));
        return store;
    }
}
