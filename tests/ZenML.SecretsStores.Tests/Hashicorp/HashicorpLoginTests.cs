using System.Collections.Concurrent;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.SecretsStores.Entries;
using ZenML.SecretsStores.Hashicorp;
using ZenML.TestKit;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Hashicorp;

public sealed class HashicorpLoginTests : IAsyncLifetime
{
    private readonly MovableClock clock = new();
    private readonly ConcurrentQueue<string> warnings = [];
    private LoopbackVault vault = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => vault = await LoopbackVault.StartAsync(clock);

    public ValueTask DisposeAsync() => vault.DisposeAsync();

    [Fact]
    public async Task A_server_logs_in_by_AppRole_and_again_before_its_token_expires()
    {
        using var store = Open(AppRole());

        await PutAsync(store);
        await PutAsync(store);
        Assert.Equal(3, vault.Requests);

        // The token is valid for 20 minutes and replaced after two thirds of them.
        clock.Move(TimeSpan.FromMinutes(13));
        await PutAsync(store);
        Assert.Equal(4, vault.Requests);
        clock.Move(TimeSpan.FromMinutes(1));
        await PutAsync(store);
        Assert.Equal(6, vault.Requests);
    }

    [Fact]
    public async Task A_token_that_Vault_revoked_is_replaced_by_a_new_login_without_a_failure()
    {
        using var store = Open(AppRole());
        var stored = await PutAsync(store);
        vault.RevokeTokens();

        Assert.NotNull(await store.GetAsync(stored, Token));
    }

    [Fact]
    public async Task Many_callers_log_in_once()
    {
        using var store = Open(AppRole());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PutAsync(store)));

        Assert.Equal(21, vault.Requests);
    }

    [Fact]
    public async Task A_login_that_Vault_refuses_is_an_error_without_credentials()
    {
        var login = AppRole() with { SecretId = "wrong-secret-id" };
        using var store = Open(login);

        var error = await Assert.ThrowsAsync<ZenException>(() => PutAsync(store));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Equal(
            "Vault refused the login by AppRole at 'auth/approle' with status 400. Check the role and the credentials.", error.Message);
        Assert.DoesNotContain("wrong-secret-id", login.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HashicorpLoginMethod.Kubernetes, "kubernetes")]
    [InlineData(HashicorpLoginMethod.Jwt, "jwt")]
    public async Task An_identity_token_is_read_from_its_file_at_each_login(HashicorpLoginMethod method, string mount)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("token");
        await File.WriteAllTextAsync(file, "first\n", Token);
        var seen = new ConcurrentQueue<string>();
        vault.AddRole(mount, HashicorpPolicy.OfGuide, TimeSpan.FromMinutes(20), jwt =>
        {
            seen.Enqueue(jwt);
            return jwt is "first" or "second" ? null : "error validating token";
        });
        using var store = Open(new HashicorpLogin(method, mount) { Role = "server", JwtFile = file });

        await PutAsync(store);
        await File.WriteAllTextAsync(file, "second\n", Token);
        clock.Move(TimeSpan.FromMinutes(15));
        await PutAsync(store);

        Assert.Equal(["first", "second"], seen);
    }

    [Fact]
    public async Task A_token_that_can_be_renewed_outlives_its_time()
    {
        using var store = Open(HashicorpLogin.With(vault.Issue(HashicorpPolicy.OfGuide, TimeSpan.FromHours(2))));
        clock.Move(TimeSpan.FromSeconds(10));
        await UntilRequestsAsync(2);

        for (var hour = 1; hour <= 6; hour++)
        {
            await PutAsync(store);
            var before = vault.Requests;
            clock.Move(TimeSpan.FromMinutes(61));
            await UntilRequestsAsync(before + 2);
        }

        Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_is_warned_of_with_its_end()
    {
        using var store = Open(HashicorpLogin.With(vault.Issue(HashicorpPolicy.OfGuide, TimeSpan.FromDays(1), isRenewable: false)));

        clock.Move(TimeSpan.FromSeconds(10));

        await Patience.UntilAsync(() => Task.FromResult(!warnings.IsEmpty), "the warning", Token);
        Assert.Contains("cannot be renewed any longer. Give the server another one", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_nears_the_longest_time_that_it_may_have_is_warned_of()
    {
        var token = vault.Issue(HashicorpPolicy.OfGuide, TimeSpan.FromHours(2), most: TimeSpan.FromHours(3));
        using var store = Open(HashicorpLogin.With(token));
        clock.Move(TimeSpan.FromSeconds(10));
        await UntilRequestsAsync(2);
        for (var hour = 1; hour <= 2; hour++)
        {
            var before = vault.Requests;
            clock.Move(TimeSpan.FromMinutes(61));
            await UntilRequestsAsync(before + 2);
        }

        await Patience.UntilAsync(() => Task.FromResult(!warnings.IsEmpty), "the warning", Token);
    }

    private HashicorpLogin AppRole()
    {
        var (role, secret) = vault.AddRole("approle", HashicorpPolicy.OfGuide, TimeSpan.FromMinutes(20));
        return new HashicorpLogin(HashicorpLoginMethod.AppRole, "approle") { Role = role, SecretId = secret };
    }

    private EntrySecretsStore Open(HashicorpLogin login) => new(new HashicorpEntryStore(
        new HashicorpOptions { Address = vault.Address, Login = login },
        new EntryOwner(_ => Task.FromResult(Guid.Empty)),
        clock,
        warnings.Enqueue));

    private static async Task<StoredSecretVersion> PutAsync(EntrySecretsStore store)
    {
        var key = new SecretVersionKey(Id<Secret>.New(), 1, Guid.NewGuid());
        return new StoredSecretVersion(key, await store.PutAsync(key, new SecretValues { ["k"] = "v" }, Token));
    }

    /// <remarks>Also until the next renewal is planned: who moves the clock earlier moves it past that.</remarks>
    private Task UntilRequestsAsync(int count) => Patience.UntilAsync(
        () => Task.FromResult(vault.Requests >= count && clock.Awaits(TimeSpan.FromMinutes(1))), "the renewal of the token", Token);
}
