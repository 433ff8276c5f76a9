using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>Limits of API keys, issued tokens and their last use, on every kind of database.</summary>
public sealed class IssuedTokensTests
{
    private static readonly ClientAddress From = new("192.0.2.1", "192.0.2.1", "192.0.2.0/24");

    [Theory]
    [EveryDatabase]
    public async Task Limits_of_a_key_are_stored_and_read_with_each_token(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var (account, limited) = await AddKeyAsync(store, new ApiKey
        {
            Id = Id<ApiKey>.New(),
            Name = "limited",
            ServiceAccount = default,
            Limits = new AccessLimits
            {
                Role = Role.Runner, Workspace = Id<Workspace>.New(), RolesOnly = true,
                Secrets = new HashSet<Id<Secret>> { Id<Secret>.New(), Id<Secret>.New() },
            },
            Networks = ["10.0.0.0/8", "2001:db8::/32"],
            Expires = DateTimeOffset.UnixEpoch.AddYears(100),
            Created = DateTimeOffset.UnixEpoch,
            Updated = DateTimeOffset.UnixEpoch,
        });
        var claims = TokenClaims.OfLogin(account, 0) with { ApiKey = limited.Id };

        var (read, state) = await store.Database.ReadAsync(
            async (unit, token) => (
                (await unit.ApiKeys.FindWithHashesAsync(limited.Id, token))!.Value.Key,
                (await unit.Credentials.FindTokenStateAsync(claims, token))!.Key!),
            Token);

        Assert.Equal($"{limited.Limits}", $"{read.Limits}");
        Assert.Equal($"{limited.Limits}", $"{state.Limits}");
        Assert.Equal(limited.Networks, read.Networks);
        Assert.Equal(limited.Networks, state.Networks);
        Assert.Equal((limited.Expires, limited.Expires), (read.Expires, state.Expires));
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.ApiKeys.UpdateAsync(read with { Limits = AccessLimits.None, Networks = [], Expires = null }, token);
                return true;
            },
            Token);
        var without = await store.Database.ReadAsync((unit, token) => unit.Credentials.FindTokenStateAsync(claims, token), Token);
        Assert.Equal((true, 0, null), (without!.Key!.Limits.IsNone, without.Key.Networks.Count, without.Key.Expires));
    }

    [Theory]
    [EveryDatabase]
    public async Task Valid_tokens_are_listed_by_account_and_filtered_and_deleted_some_time_after_they_expired(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var (account, key) = await AddKeyAsync(store, PlainKey());
        var now = new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
        var ofKey = TokenClaims.OfLogin(account, 0) with { ApiKey = key.Id };
        var derived = ofKey.Derive() with { PipelineId = Guid.NewGuid() };
        var ended = TokenClaims.OfLogin(account, 0);
        var revoked = TokenClaims.OfLogin(account, 7);
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Tokens.AddAsync(ofKey, now, now.AddHours(2), "192.0.2.1", token);
                await unit.Tokens.AddAsync(derived, now.AddMinutes(1), now.AddHours(3), null, token);
                await unit.Tokens.AddAsync(ended, now, now.AddHours(1), null, token);
                await unit.Tokens.AddAsync(revoked, now, now.AddHours(9), null, token);
                return true;
            },
            Token);

        var listed = await ListAsync(store, new ListQuery(), account, now.AddHours(1));

        Assert.Equal([new Id<IssuedToken>(ofKey.Token), new(derived.Token)], listed.Select(token => token.Id));
        Assert.Equal((key.Id, "k", derived.PipelineId), (listed[1].ApiKey!.Id, listed[1].ApiKey!.Name, listed[1].PipelineId));
        Assert.Equal([false, true], listed.Select(token => token.IsDerived));
        Assert.Single(await ListAsync(store, new ListQuery { ["derived"] = "true", ["api_key"] = "k" }, null, now.AddHours(1)));
        Assert.Single(await ListAsync(store, new ListQuery { ["address"] = "startswith:192.", ["origin"] = "api_key" }, null, now));
        Assert.Empty(await ListAsync(store, new ListQuery(), Id<User>.New(), now));
        var deleted = await store.Database.WriteAsync((unit, token) => unit.Tokens.DeleteExpiredAsync(now.AddHours(4), 10, token), Token);
        Assert.Equal(3, deleted);
        Assert.False(await store.Database.ReadAsync((unit, token) => unit.Tokens.AnyExpiredAsync(now.AddHours(4), token), Token));
        Assert.True(await store.Database.ReadAsync((unit, token) => unit.Tokens.AnyExpiredAsync(now.AddHours(10), token), Token));
    }

    [Theory]
    [EveryDatabase]
    public async Task Uses_are_written_together_and_never_replaced_by_earlier_ones(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var (account, key) = await AddKeyAsync(store, PlainKey());
        var now = new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
        var claims = Enumerable.Range(0, 450).Select(_ => TokenClaims.OfLogin(account, 0) with { ApiKey = key.Id }).ToArray();
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                foreach (var one in claims)
                {
                    await unit.Tokens.AddAsync(one, now, now.AddHours(2), From.Text, token);
                }

                return true;
            },
            Token);
        var (late, early) = (new CredentialUses(store.Database), new CredentialUses(store.Database));
        early.Record(claims[0], now.AddMinutes(1), "192.0.2.2");
        foreach (var one in claims)
        {
            late.Record(one, now.AddMinutes(2), "192.0.2.3");
        }

        await late.WriteAsync(Token);
        await early.WriteAsync(Token);
        await late.WriteAsync(Token);

        var listed = await ListAsync(store, new ListQuery { Size = 1000 }, account, now);
        Assert.Equal(450, listed.Count);
        Assert.All(listed, token => Assert.Equal((now.AddMinutes(2), "192.0.2.3"), (token.LastUsed, token.Address)));
        var read = await store.Database.ReadAsync((unit, token) => unit.ApiKeys.FindWithHashesAsync(key.Id, token), Token);
        Assert.Equal((now.AddMinutes(2), "192.0.2.3"), (read!.Value.Key.LastUsed, read.Value.Key.LastAddress));
    }

    [Theory]
    [EveryDatabase]
    public async Task An_account_is_deleted_with_its_tokens(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var (account, _) = await AddKeyAsync(store, PlainKey());
        var claims = TokenClaims.OfLogin(account, 0);
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Tokens.AddAsync(claims, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100), null, token);
                return true;
            },
            Token);

        await store.Services.ServiceAccounts.DeleteAsync("ci", Token);

        Assert.Null(await store.Database.ReadAsync((unit, token) => unit.Tokens.FindAsync(new(claims.Token), default, token), Token));
    }

    private static ApiKey PlainKey() => new()
    {
        Id = Id<ApiKey>.New(),
        Name = "k",
        ServiceAccount = default,
        Created = DateTimeOffset.UnixEpoch,
        Updated = DateTimeOffset.UnixEpoch,
    };

    private static async Task<(Id<User> Account, ApiKey Key)> AddKeyAsync(TemporaryStore store, ApiKey key)
    {
        var account = await store.Services.ServiceAccounts.CreateAsync("ci", "", isActive: true, Token);
        var added = key with { ServiceAccount = account.Id };
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.ApiKeys.AddAsync(added, new ApiKeyHashes("hash", null, null, 0), token);
                return true;
            },
            Token);
        return (account.Id, added);
    }

    private static async Task<IReadOnlyList<IssuedToken>> ListAsync(
        TemporaryStore store, ListQuery query, Id<User>? only, DateTimeOffset now)
    {
        var parsed = QueryParser.Parse(query, IssuedTokenFields.All);
        return (await store.Database.ReadAsync((unit, token) => unit.Tokens.ListAsync(parsed, only, now, token), Token)).Items;
    }
}
