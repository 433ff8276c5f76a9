using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>What a server stores of trusted identity tokens, on every kind of database.</summary>
public sealed class TrustsTests
{
    private const string Issuer = "https://ci.example.com";

    [Theory]
    [EveryDatabase]
    public async Task A_trust_is_stored_with_all_that_it_says_and_found_by_its_fields(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var account = await store.Services.ServiceAccounts.CreateAsync("ci", "", isActive: true, Token);
        var full = await store.Services.Trusts.CreateAsync(
            account.Id,
            new NewTrust("full", Issuer, "job:ä*", "zenml")
            {
                Claims = new Dictionary<string, string> { ["ref\"'"] = "x*%_", ["team"] = "ml" },
                IsReusable = true,
                Role = Role.Runner,
                Workspace = store.Workspace.Name,
            },
            Token);
        var plain = await store.Services.Trusts.CreateAsync(account.Id, new NewTrust("plain", Issuer + "/b", "job:a", "zenml"), Token);

        var read = await store.Services.Trusts.FindAsync(account.Id, "full", Token);
        Assert.Equal(full, read with { Claims = full.Claims });
        Assert.Equal(full.Claims, read.Claims);
        Assert.Equal(plain with { Claims = read.Claims }, await FindAsync(store, account.Id, "plain") with { Claims = read.Claims });
        Assert.Equal(["full"], await NamesAsync("issuer", Issuer));
        Assert.Equal(["plain"], await NamesAsync("subject", "job:a"));
        Assert.Equal(["full", "plain"], await NamesAsync("audience", "zenml"));
        await Assert.ThrowsAsync<ZenException>(
            () => store.Services.Trusts.CreateAsync(account.Id, new NewTrust("full", Issuer, "x", "y"), Token));
        await store.Services.Trusts.DeleteAsync(account.Id, "full", Token);
        Assert.Equal(["plain"], await NamesAsync("audience", "zenml"));
        await store.Services.ServiceAccounts.DeleteAsync("ci", Token);

        async Task<IEnumerable<string>> NamesAsync(string field, string value)
        {
            var query = new ListQuery { [field] = $"equals:{value}", SortBy = "name" };
            return (await store.Services.Trusts.ListAsync(account.Id, query, Token)).Items.Select(trust => trust.Name);
        }
    }

    [Theory]
    [EveryDatabase]
    public async Task A_token_works_once_for_all_processes_that_use_the_store_and_its_session_ends_with_the_trust(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await using var again = await store.OpenAgainAsync();
        var account = await store.Services.ServiceAccounts.CreateAsync("ci", "", isActive: true, Token);
        await store.Services.Trusts.CreateAsync(
            account.Id, new NewTrust("t", Issuer, "job:*", "zenml") { Role = Role.Viewer }, Token);
        var (here, there) = (Logins(store.Parts), Logins(store.PartsOf(again)));
        var grant = await here.LogInAsync("first", null, ClientAddress.Unknown, Token);

        foreach (var logins in (WorkloadLogins[])[here, there])
        {
            var error = await Assert.ThrowsAsync<ZenException>(() => logins.LogInAsync("first", null, ClientAddress.Unknown, Token));
            Assert.Equal(ErrorCode.NotAuthenticated, error.Code);
        }

        await there.LogInAsync("second", "ci", ClientAddress.Unknown, Token);
        var caller = await new LoginService(store.PartsOf(again), allowsEmptyPassword: false).AuthenticateAsync(grant.Claims, null, Token);
        Assert.Equal((account.Id, Role.Viewer), (caller.UserId, caller.Access.Limits?.Role));
        await store.Services.Trusts.DeleteAsync(account.Id, "t", Token);
        await Assert.ThrowsAsync<ZenException>(
            () => new LoginService(store.PartsOf(again), allowsEmptyPassword: false).AuthenticateAsync(grant.Claims, null, Token));
    }

    private static WorkloadLogins Logins(ServiceDependencies parts) =>
        new(parts with { IdentityTokens = new KnownTokens(parts.Clock) }, TimeSpan.FromMinutes(15));

    private static Task<Trust> FindAsync(TemporaryStore store, Core.Resources.Id<Core.Accounts.Users.User> account, string name) =>
        store.Services.Trusts.FindAsync(account, name, Token);

    /// <summary>Takes any text for the name of a valid token.</summary>
    private sealed class KnownTokens(TimeProvider clock) : IIdentityTokens
    {
        public IdentityToken TryRead(SensitiveString token) => new()
        {
            Issuer = Issuer,
            Subject = "job:a",
            Audiences = ["zenml"],
            Issued = clock.GetUtcNow(),
            Expires = clock.GetUtcNow().AddMinutes(5),
            Identifier = token.Reveal(),
            Claims = new Dictionary<string, IReadOnlyList<string>>(),
        };

        public Task<SignatureCheck> CheckSignatureAsync(SensitiveString token, string issuer, CancellationToken cancellationToken) =>
            Task.FromResult(SignatureCheck.Valid);
    }
}
