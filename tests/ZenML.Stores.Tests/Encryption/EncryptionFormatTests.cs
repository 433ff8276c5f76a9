using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Encryption;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Encryption;

/// <summary>
/// Stored data must stay readable. These bytes come from another implementation that was written from the description
/// of the format.
/// </summary>
public sealed class EncryptionFormatTests
{
    private const string KeyRing =
        """
        {"version":1,"primary":"k1",
        "keys":[{"id":"k1","key":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=","created":"2026-01-01T00:00:00Z"}]}
        """;

    private const string KeyCheck = "016e6f6e63652d3030303030313ff3b06d3731aff9521bac79337624ba";

    private const string WrappedKey =
        "016e6f6e63652d303030303032decf5ffcc1a06fe278c8cbe9be0ad7c1c5e1361e799e28ec37df7342339dbfd0956942e30fa2a69266dfdb8930d4b4ad";

    // The same data key, wrapped for another secret.
    private const string WrappedKeyOfAnother =
        "016e6f6e63652d303030303034eca56334c68efd80054301a7efd0a5e1dc7a2d90bc46ce07dd9d354701536b45c33d63b870add643685278d6a6567bfb";

    private const string Sealed =
        "016e6f6e63652d303030303033c1b9b749c857260bff913d2c88c90132dbf0bcf0eeb2e24d061d1417b950184dbb";

    private static readonly Id<Secret> Secret = new(Guid.ParseExact("0123456789abcdef0123456789abcdef", "N"));

    [Fact]
    public async Task Values_in_the_first_encryption_format_can_be_decrypted()
    {
        await using var store = await WithValuesAsync(WrappedKey);
        await using var again = await store.OpenAgainAsync();

        var secret = await store.ServicesOf(again.LocalCaller, again).Secrets.GetAsync(Secret, Token);

        Assert.Equal([("user", "admin"), ("p\u00E4ss\0", "\U0001F511")], secret.Values.Select(entry => (entry.Key, entry.Value.Reveal())));
    }

    [Fact]
    public async Task A_data_key_that_was_wrapped_for_another_secret_is_rejected()
    {
        await using var store = await WithValuesAsync(WrappedKeyOfAnother);
        await using var again = await store.OpenAgainAsync();

        await FailsAsync(ErrorCode.StoreDamaged, () => store.ServicesOf(again.LocalCaller, again).Secrets.GetAsync(Secret, Token));
    }

    [Fact]
    public void A_configured_key_is_derived_the_same_way_as_in_earlier_versions()
    {
        using var ring = ProvidedKey.Derive("correct horse battery staple");

        Assert.Equal("381e0bf9eab70d468590454742dfdfa8", ring.PrimaryId);
        Assert.True(ring.TryGet(ring.PrimaryId, out var key));
        Assert.True(key.TryOpen(
            SealedBytes.Seal(
                Convert.FromHexString("521b7f59a7a4fba60f4a6badf228e8c7951cf535979d084b18856729068342bc"), [], []),
            [],
            out _));
    }

    private static async Task<TemporaryStore> WithValuesAsync(string wrappedKey)
    {
        var store = await TemporaryStore.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "zenml-dotnet.keys.json"), KeyRing, Token);
        await RawDatabase.ExecuteAsync(
            store.Store.Path,
            "UPDATE encryption_keys SET id = 'k1', key_check = $check",
            ("$check", Convert.FromHexString(KeyCheck)));
        await RawDatabase.ExecuteAsync(
            store.Store.Path,
            """
            INSERT INTO secrets (id, name, scope, name_space, workspace_id, user_id, version, values_version, key_names, created, updated)
            SELECT $id, 'db', 'workspace', '', w.id, u.id, 3, 3, $names, 0, 0 FROM workspaces w, users u WHERE u.name = 'default'
            """,
            ("$id", Secret.Value.ToString("N")), ("$names", "[\"user\",\"p\u00E4ss\\u0000\"]"));
        await RawDatabase.ExecuteAsync(
            store.Store.Path,
            "INSERT INTO secret_values (secret_id, version, key_id, wrapped_key, sealed) VALUES ($id, 3, 'k1', $wrapped, $sealed)",
            ("$id", Secret.Value.ToString("N")),
            ("$wrapped", Convert.FromHexString(wrappedKey)),
            ("$sealed", Convert.FromHexString(Sealed)));
        return store;
    }
}
