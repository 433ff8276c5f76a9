using ZenML.Core;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>What a server stores of people at an identity provider, on every kind of database.</summary>
public sealed class LinkedIdentitiesTests
{
    private const string Issuer = "https://login.example.com";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 22, 0, 0, TimeSpan.Zero);

    [Theory]
    [EveryDatabase]
    public async Task An_identity_is_stored_with_all_that_it_says_and_found_by_the_account_and_by_the_exact_subject(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var ada = await AddAsync(store, "ada");
        var identity = new LinkedIdentity(ada, Issuer, "Sub-ä'\"%")
        {
            LinkedBy = "default", ManagesAdministrator = true, LastLogin = Now, Created = Now.AddMinutes(-1),
        };
        await SaveAsync(store, identity);

        Assert.Equal(identity, await ReadAsync(store, unit => unit.Identities.FindAsync(ada.Id, Token)));
        Assert.Equal(identity, await ReadAsync(store, unit => unit.Identities.FindAsync(Issuer, identity.Subject, Token)));
        Assert.Null(await ReadAsync(store, unit => unit.Identities.FindAsync(Issuer, "sub-ä'\"%", Token)));
        Assert.Null(await ReadAsync(store, unit => unit.Identities.FindAsync("https://other.example.com", identity.Subject, Token)));

        var changed = identity with { Subject = "other", LinkedBy = null, ManagesAdministrator = false, LastLogin = null };
        await SaveAsync(store, changed);
        Assert.Equal(changed, await ReadAsync(store, unit => unit.Identities.FindAsync(ada.Id, Token)));
        Assert.Null(await ReadAsync(store, unit => unit.Identities.FindAsync(Issuer, identity.Subject, Token)));

        await store.Services.Accounts.DeleteAsync("ada", Token);
        Assert.Null(await ReadAsync(store, unit => unit.Identities.FindAsync(Issuer, "other", Token)));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_login_is_finished_once_for_all_processes_that_use_the_store(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await using var again = await store.OpenAgainAsync();
        var rules = new SingleSignOnRules(Issuer, "zenml") { CreatesAccounts = true };
        var (here, there) = (Logins(store.Parts, rules), Logins(store.PartsOf(again), rules));
        var nonce = (await here.BeginAsync(ClientAddress.Unknown, Token)).Nonce;

        var grant = await there.LogInAsync(nonce, ClientAddress.Unknown, Token);

        foreach (var logins in (SingleSignOnLogins[])[here, there])
        {
            var error = await Assert.ThrowsAsync<ZenException>(() => logins.LogInAsync(nonce, ClientAddress.Unknown, Token));
            Assert.Equal(ErrorCode.NotAuthenticated, error.Code);
        }

        var caller = await new LoginService(store.Parts, allowsEmptyPassword: false)
            .AuthenticateAsync(grant.Login.Claims, null, Token);
        Assert.Equal(("ada", SessionOrigin.SingleSignOn), (caller.Name, caller.Session!.Origin));
    }

    [Theory]
    [EveryDatabase]
    public async Task Memberships_of_the_provider_are_told_from_those_that_somebody_added(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var ada = (await AddAsync(store, "ada")).Id;
        var managed = await store.Services.Groups.CreateAsync("managed", "", Token);
        var manual = await store.Services.Groups.CreateAsync("manual", "", Token);
        await store.Services.Groups.AddMemberAsync(manual.Id, "ada", Token);

        Assert.True(await WriteAsync(store, unit => unit.Access.AddManagedMemberAsync(managed.Id, ada, Token)));
        Assert.False(await WriteAsync(store, unit => unit.Access.AddManagedMemberAsync(managed.Id, ada, Token)));
        Assert.False(await WriteAsync(store, unit => unit.Access.AddManagedMemberAsync(manual.Id, ada, Token)));
        Assert.Equal(["managed"], await ManagedAsync(store, ada));

        Assert.False((await store.Services.Groups.AddMemberAsync(managed.Id, "ada", Token)).IsChanged);
        Assert.Empty(await ManagedAsync(store, ada));
        Assert.Equal(["managed", "manual"], (await ReadAsync(store, unit => unit.Access.FindGroupsAsync(ada, Token))).Select(g => g.Name));
    }

    private static async Task<IEnumerable<string>> ManagedAsync(TemporaryStore store, Id<User> account) =>
        (await ReadAsync(store, unit => unit.Access.FindManagedGroupsAsync(account, Token))).Select(group => group.Name);

    private static Task<bool> SaveAsync(TemporaryStore store, LinkedIdentity identity) =>
        store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Identities.SaveAsync(identity, token);
                return true;
            },
            Token);

    private static Task<TResult> WriteAsync<TResult>(TemporaryStore store, Func<IUnitOfWork, Task<TResult>> work) =>
        store.Database.WriteAsync((unit, _) => work(unit), Token);

    private static Task<TResult> ReadAsync<TResult>(TemporaryStore store, Func<IUnitOfWork, Task<TResult>> work) =>
        store.Database.ReadAsync((unit, _) => work(unit), Token);

    private static async Task<ResourceReference<User>> AddAsync(TemporaryStore store, string name)
    {
        var created = await store.Services.Accounts.CreateAsync(new NewUser(name, IsAdmin: false), Token);
        return new(created.User.Id, name);
    }

    private static SingleSignOnLogins Logins(ServiceDependencies parts, SingleSignOnRules rules) =>
        new(parts with { IdentityTokens = new KnownTokens(parts.Clock) }, rules, TimeSpan.FromHours(1));

    /// <summary>Takes any text for the nonce of a valid token of Ada.</summary>
    private sealed class KnownTokens(TimeProvider clock) : IIdentityTokens
    {
        public IdentityToken TryRead(SensitiveString token) => new()
        {
            Issuer = Issuer,
            Subject = "00u-ada",
            Audiences = ["zenml"],
            Issued = clock.GetUtcNow(),
            Expires = clock.GetUtcNow().AddMinutes(5),
            Identifier = token.Reveal(),
            Claims = new Dictionary<string, IReadOnlyList<string>>
            {
                ["nonce"] = [token.Reveal()], ["preferred_username"] = ["ada"],
            },
        };

        public Task<SignatureCheck> CheckSignatureAsync(SensitiveString token, string issuer, CancellationToken cancellationToken) =>
            Task.FromResult(SignatureCheck.Valid);
    }
}
