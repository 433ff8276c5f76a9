using System.Data.Common;
using System.Text;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Idempotency;
using ZenML.Core.Resources;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>The stored outcomes of changes that can be retried, on every kind of database.</summary>
public sealed class IdempotentRequestsTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 29, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [EveryDatabase]
    public async Task A_remembered_change_is_found_only_under_the_key_of_its_own_account(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await AddAsync(store, "key", Time, "made");

        var found = await FindAsync(store, store.Database.LocalCaller.UserId, "key");

        Assert.Equal((Time, "made"), (found!.Created, Encoding.UTF8.GetString(found.Outcome.Span)));
        Assert.Null(await FindAsync(store, store.Database.LocalCaller.UserId, "other key"));
        Assert.Null(await FindAsync(store, Id<User>.New(), "key"));
    }

    [Theory]
    [EveryDatabase]
    public async Task Remembered_changes_are_deleted_oldest_first_in_batches_of_the_requested_size(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        for (var hour = 4; hour >= 1; hour--)
        {
            await AddAsync(store, $"key {hour}", Time.AddHours(hour), "made");
        }

        Assert.Equal(2, await ForgetAsync(store, Time.AddHours(4), 2));
        Assert.NotNull(await FindAsync(store, store.Database.LocalCaller.UserId, "key 3"));
        Assert.Equal(1, await ForgetAsync(store, Time.AddHours(4), 2));
        Assert.Equal(0, await ForgetAsync(store, Time.AddHours(4), 2));
        Assert.Null(await FindAsync(store, store.Database.LocalCaller.UserId, "key 3"));
        Assert.NotNull(await FindAsync(store, store.Database.LocalCaller.UserId, "key 4"));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_remembered_response_decrypts_only_with_the_key_of_the_client_and_is_deleted_with_its_account(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var ada = (await store.Services.Accounts.CreateAsync(new NewUser("ada", IsAdmin: false), Token)).User.Id;
        await AddAsync(store, "a key of hers", Time, "made", ada);

        await using var connection = await store.ConnectAsync();
        var names = await ReadNamesAsync(connection);
        Assert.Matches("^[0-9a-f]{64}$", Assert.Single(names));
        await RenameAsync(connection);
        Assert.Null(await FindAsync(store, ada, "a key of hers"));

        await store.Services.Accounts.DeleteAsync("ada", Token);
        Assert.Empty(await ReadNamesAsync(connection));
    }

    private static async Task<IReadOnlyList<string>> ReadNamesAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT request_key FROM idempotent_requests";
        await using var reader = await command.ExecuteReaderAsync(Token);
        var texts = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static async Task RenameAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE idempotent_requests SET request_key = 'x'";
        await command.ExecuteNonQueryAsync(Token);
    }

    private static Task<bool> AddAsync(TemporaryStore store, string key, DateTimeOffset created, string outcome, Id<User>? user = null) =>
        store.Database.WriteAsync(
        async (unit, token) =>
        {
            await unit.IdempotentRequests.AddAsync(
                new IdempotentRequest(user ?? store.Database.LocalCaller.UserId, key, created, Encoding.UTF8.GetBytes(outcome)), token);
            return true;
        },
        Token);

    private static Task<IdempotentRequest?> FindAsync(TemporaryStore store, Id<User> user, string key) =>
        store.Database.ReadAsync((unit, token) => unit.IdempotentRequests.FindAsync(user, key, token), Token);

    private static Task<int> ForgetAsync(TemporaryStore store, DateTimeOffset time, int limit) =>
        store.Database.WriteAsync((unit, token) => unit.IdempotentRequests.DeleteBeforeAsync(time, limit, token), Token);
}
