using System.Text.Json.Nodes;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.SecretsStores.Entries;
using ZenML.SecretsStores.Hashicorp;
using ZenML.TestKit;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Hashicorp;

public sealed class HashicorpEntryStoreTests : IAsyncLifetime
{
    private readonly Guid server = Guid.NewGuid();
    private LoopbackVault vault = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => vault = await LoopbackVault.StartAsync();

    public ValueTask DisposeAsync() => vault.DisposeAsync();

    [Fact]
    public async Task An_operator_sees_the_values_of_a_secret_in_the_folder_of_the_server()
    {
        using var store = Open(LoopbackVault.RootToken);
        var key = Key();

        await store.PutAsync(key, new SecretValues { ["user"] = "admin", ["password"] = "abc ü" }, Token);

        var path = $"zenml/{server:D}/{key.Secret}.v1.{key.Write:N}";
        Assert.Equal([path], vault.Names());
        var entry = vault.Find(path)!;
        Assert.Equal("""{"password":"abc ü","user":"admin"}""", entry["values"]!.ToJsonString(Json.Relaxed));
        Assert.Equal($"{server:D}", (string?)entry["zenml-server-id"]);
    }

    [Fact]
    public async Task A_version_that_an_operator_added_in_Vault_does_not_change_what_is_read()
    {
        using var store = Open(LoopbackVault.RootToken);
        var stored = await PutAsync(store);

        vault.Put(vault.Names().Single(), new JsonObject { ["values"] = new JsonObject { ["k"] = "other" } });

        Assert.Equal("v", (await store.GetAsync(stored, Token))!["k"].Reveal());
        await store.DeleteAsync(stored.Key, Token);
        Assert.Empty(vault.Names());
    }

    [Fact]
    public async Task A_version_that_an_operator_deleted_in_Vault_is_missing_and_its_metadata_goes_with_the_secret()
    {
        using var store = Open(LoopbackVault.RootToken);
        var stored = await PutAsync(store);
        using var client = new HttpClient { BaseAddress = vault.Address };
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/v1/secret/data/{vault.Names().Single()}");
        request.Headers.Add("X-Vault-Token", LoopbackVault.RootToken);
        (await client.SendAsync(request, Token)).Dispose();

        Assert.Null(await store.GetAsync(stored, Token));
        await store.DeleteAsync(stored.Key, Token);

        Assert.Empty(vault.Names());
    }

    [Fact]
    public async Task A_sealed_Vault_is_reported_at_once()
    {
        using var store = Open(LoopbackVault.RootToken);
        vault.IsSealed = true;

        var error = await Assert.ThrowsAsync<ZenException>(() => PutAsync(store));

        Assert.Equal((ErrorCode.StoreUnavailable, "Vault is sealed. Unseal it and try again."), (error.Code, error.Message));
        Assert.Equal(1, vault.Requests);
    }

    [Fact]
    public async Task A_wrong_token_is_told_from_a_missing_capability()
    {
        using var wrong = Open("s.wrong");
        using var reader = Open(vault.Issue("""path "secret/data/zenml/*" { capabilities = ["read"] }"""));

        var refused = await Assert.ThrowsAsync<ZenException>(() => PutAsync(wrong));
        var denied = await Assert.ThrowsAsync<ZenException>(() => PutAsync(reader));

        Assert.StartsWith("Vault refused the token", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Vault denies 'create' on 'secret/data/zenml/{server:D}/", denied.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorCode.StoreUnavailable, ErrorCode.StoreUnavailable), (refused.Code, denied.Code));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("read")]
    [InlineData("list")]
    [InlineData("delete")]
    public async Task The_probe_names_the_capability_that_the_policy_lacks(string capability)
    {
        using var store = Open(vault.Issue(HashicorpPolicy.OfGuide.Replace($"\"{capability}\"", "\"sudo\"", StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<ZenException>(() => store.ProbeAsync(Token));

        Assert.StartsWith($"Vault denies '{capability}' on 'secret/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_does_not_exist_or_is_of_version_1_is_named()
    {
        await MountAsync("old", """{"type":"kv","options":{"version":"1"}}""");
        using var missing = Open(LoopbackVault.RootToken, options => options with { MountPoint = "nothing" });
        using var old = Open(LoopbackVault.RootToken, options => options with { MountPoint = "old" });

        var none = await Assert.ThrowsAsync<ZenException>(() => PutAsync(missing));
        var first = await Assert.ThrowsAsync<ZenException>(() => old.ProbeAsync(Token));

        Assert.StartsWith("Vault has no secrets engine at 'nothing'.", none.Message, StringComparison.Ordinal);
        Assert.Equal("The secrets engine at 'old' in Vault is not KV version 2, which is required.", first.Message);
    }

    [Fact]
    public async Task The_mount_point_the_prefix_and_the_namespace_are_used_for_every_request()
    {
        await MountAsync("team/kv", """{"type":"kv-v2"}""");
        using var store = Open(
            LoopbackVault.RootToken, options => options with { MountPoint = "team/kv", Prefix = "a/b", Namespace = "org/unit" });
        var stored = await PutAsync(store);

        Assert.StartsWith($"a/b/{server:D}/", Assert.Single(vault.Names("team/kv")), StringComparison.Ordinal);
        await store.ProbeAsync(Token);
        Assert.NotNull(await store.GetAsync(stored, Token));
        Assert.Equal([stored.Key], await store.ListVersionsAsync(Token).ToListAsync(Token));
        await store.DeleteAsync(stored.Key, Token);
        Assert.Empty(vault.Names("team/kv"));
        Assert.Empty(vault.Names());
        Assert.Equal(["org/unit"], vault.Namespaces);
    }

    [Fact]
    public async Task A_change_of_leader_is_waited_for_and_a_redirect_is_not_followed()
    {
        using var store = Open(LoopbackVault.RootToken);
        vault.LeaderlessRequests = 3;
        var stored = await PutAsync(store);
        vault.RedirectedRequests = 3;

        Assert.NotNull(await store.GetAsync(stored, Token));
    }

    [Fact]
    public async Task Vault_over_https_is_trusted_by_the_certificate_authority_that_the_setting_names()
    {
        using var folder = new TemporaryFolder();
        using var certificate = new MadeCertificate(folder.Path, "vault");
        await using var secure = await LoopbackVault.StartAsync(certificate: certificate);
        using var trusting = Open(
            LoopbackVault.RootToken, options => options with { Address = secure.Address, CertificateAuthorities = certificate.File });
        using var doubting = Open(LoopbackVault.RootToken, options => options with { Address = secure.Address });

        await PutAsync(trusting);
        var error = await Assert.ThrowsAsync<ZenException>(() => PutAsync(doubting));

        Assert.StartsWith("Vault cannot be reached: its certificate was not accepted.", error.Message, StringComparison.Ordinal);
        Assert.Single(secure.Names());
    }

    [Fact]
    public async Task An_answer_that_is_not_of_KV_version_2_is_an_error()
    {
        await using var other = await LoopbackVault.StartAsync();
        other.Faults.Always = Fault.AnswerMalformed;
        using var store = Open(LoopbackVault.RootToken, options => options with { Address = other.Address });

        var error = await Assert.ThrowsAsync<ZenException>(() => store.GetAsync(new StoredSecretVersion(Key(), "1"), Token));

        Assert.Equal(
            "Vault's answer is not of KV version 2. Check the address and the version of the secrets engine.", error.Message);
    }

    private static SecretVersionKey Key() => new(Id<Secret>.New(), 1, Guid.NewGuid());

    private static async Task<StoredSecretVersion> PutAsync(EntrySecretsStore store)
    {
        var key = Key();
        return new StoredSecretVersion(key, await store.PutAsync(key, new SecretValues { ["k"] = "v" }, Token));
    }

    private EntrySecretsStore Open(string token, Func<HashicorpOptions, HashicorpOptions>? change = null)
    {
        var options = new HashicorpOptions { Address = vault.Address, Login = HashicorpLogin.With(token) };
        return new EntrySecretsStore(new HashicorpEntryStore(
            change?.Invoke(options) ?? options, new EntryOwner(_ => Task.FromResult(server)), TimeProvider.System, _ => { }));
    }

    private async Task MountAsync(string name, string body)
    {
        using var client = new HttpClient { BaseAddress = vault.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sys/mounts/{name}") { Content = new StringContent(body) };
        request.Headers.Add("X-Vault-Token", LoopbackVault.RootToken);
        (await client.SendAsync(request, Token)).Dispose();
    }
}
