using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>The stored login history, on every kind of database.</summary>
public sealed class LoginHistoryTests
{
    private static readonly SensitiveString Password = new("correct horse");

    private static readonly ClientAddress From = new("192.0.2.1", "192.0.2.1", "192.0.2.0/24");

    private static readonly DateTimeOffset Time = new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [EveryDatabase]
    public async Task Login_counts_are_written_and_read_and_deleted_and_never_exceed_their_limit(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        for (var minute = 1; minute <= 5; minute++)
        {
            await WriteAsync(
                store,
                history => history.SaveCountAsync(
                    $"s{minute}", new LoginCount(minute, Time.AddMinutes(minute)), isNew: true, Token));
        }

        await WriteAsync(store, history => history.SaveCountAsync("s5", new LoginCount(50, Time.AddMinutes(50)), isNew: false, Token));
        await WriteAsync(store, history => history.DeleteExpiredCountsAsync(Time.AddMinutes(1.5), Token));
        await WriteAsync(store, history => history.DeleteCountAsync("s4", Token));
        Assert.Equal(["s2 2", "s3 3", "s5 50"], await ReadCountsAsync(store));

        await WriteAsync(store, history => history.DeleteCountsBeyondAsync(3, Token));
        Assert.Equal(3, (await ReadCountsAsync(store)).Count);
        await WriteAsync(store, history => history.DeleteCountsBeyondAsync(2, Token));
        Assert.Equal(["s3 3", "s5 50"], await ReadCountsAsync(store));
    }

    [Theory]
    [EveryDatabase]
    public async Task An_account_is_known_at_its_latest_hundred_hosts_until_its_password_changes_or_it_is_deleted(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var ada = (await store.Services.Accounts.CreateAsync(new NewUser("ada", IsAdmin: false) { Password = Password }, Token)).User.Id;
        for (var host = 0; host <= 100; host++)
        {
            await WriteAsync(store, history => history.SaveLastLoginAsync(ada, $"host {host}", Time.AddMinutes(host), Token));
        }

        await WriteAsync(store, history => history.SaveLastLoginAsync(ada, "host 1", Time.AddDays(1), Token));

        Assert.Equal(
            [null, Time.AddDays(1), Time.AddMinutes(2)],
            [await FindAsync(store, ada, "host 0"), await FindAsync(store, ada, "host 1"), await FindAsync(store, ada, "host 2")]);
        await store.Services.Accounts.DeactivateAsync("ada", Token);
        Assert.Null(await FindAsync(store, ada, "host 2"));
        await WriteAsync(store, history => history.SaveLastLoginAsync(ada, "host", Time, Token));
        await store.Services.Accounts.DeleteAsync("ada", Token);
    }

    [Theory]
    [EveryDatabase]
    public async Task Repeated_failures_share_one_record_with_their_count(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var logins = new LoginService(store.Parts, allowsEmptyPassword: false);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await FailsAsync(ErrorCode.NotAuthenticated, () => logins.WithPasswordAsync("nobody", Password, From, Token));
        }

        await store.Reads.FlushAsync(Token);
        await FailsAsync(ErrorCode.NotAuthenticated, () => logins.WithPasswordAsync("nobody", Password, From, Token));

        var failures = await store.Services.Audit.ListAsync(new() { ["outcome"] = "failed" }, Token);
        Assert.Equal(
            ("", "192.0.2.1", 5),
            Assert.Single(failures.Items.Select(failure => (failure.UserName, failure.Address, failure.Count))));
    }

    [Fact]
    public async Task L10_known_and_unknown_accounts_cost_the_same_number_of_hashes_until_the_limit_and_none_after_it()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.Services.Accounts.CreateAsync(new NewUser("known", IsAdmin: false) { Password = Password }, Token);
        await store.Services.Accounts.CreateAsync(new NewUser("waiting", IsAdmin: false), Token);
        await store.Services.Accounts.CreateAsync(new NewUser("deactivated", IsAdmin: false) { Password = Password }, Token);
        await store.Services.Accounts.DeactivateAsync("deactivated", Token);
        await store.Services.ServiceAccounts.CreateAsync("robot", "", isActive: true, Token);
        var hashes = new List<int>();
        foreach (var (index, name) in ((string[])["nobody", "known", "waiting", "deactivated", "robot"]).Index())
        {
            var passwords = new PlainPasswords();
            var logins = new LoginService(store.Parts with { Passwords = passwords }, allowsEmptyPassword: false);
            for (var attempt = 0; attempt < 20; attempt++)
            {
                await Assert.ThrowsAsync<ZenException>(() => logins.WithPasswordAsync(
                    name, "wrong", new ClientAddress(null, $"{index}", $"{index}"), Token));
            }

            hashes.Add(passwords.Verified);
        }

        Assert.Equal([10, 10, 10, 10, 10], hashes);
    }

    [Fact]
    public async Task M4_a_guess_whose_sender_disconnects_during_the_check_still_counts_and_is_audited()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var errors = new List<ErrorCode>();
        for (var attempt = 0; attempt < 11; attempt++)
        {
            using var connection = new CancellationTokenSource();
            var logins = new LoginService(store.Parts with { Passwords = new HangingUp(connection) }, allowsEmptyPassword: false);
            errors.Add(
                (await Assert.ThrowsAsync<ZenException>(() => logins.WithPasswordAsync("nobody", Password, From, connection.Token))).Code);
        }

        Assert.Equal([.. Enumerable.Repeat(ErrorCode.NotAuthenticated, 9), ErrorCode.TooManyAttempts, ErrorCode.TooManyAttempts], errors);
        await store.Reads.FlushAsync(Token);
        Assert.Equal(10, Assert.Single((await store.Services.Audit.ListAsync(new() { ["outcome"] = "failed" }, Token)).Items).Count);
    }

    /// <summary>The client disconnects as soon as its password is checked.</summary>
    private sealed class HangingUp(CancellationTokenSource connection) : IPasswordHasher, IHashingLease
    {
        public Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken) =>
            Task.FromResult<IHashingLease>(this);

        public Task<string> HashAsync(SensitiveString password) => throw new NotSupportedException();

        public async Task<bool> VerifyAsync(SensitiveString password, string? hash)
        {
            await connection.CancelAsync();
            return false;
        }

        public void Dispose()
        {
        }
    }

    private static Task<bool> WriteAsync(TemporaryStore store, Func<ILoginHistory, Task> write) => store.Database.WriteAsync(
        async (unit, _) =>
        {
            await write(unit.LoginHistory);
            return true;
        },
        Token);

    private static async Task<IReadOnlyList<string>> ReadCountsAsync(TemporaryStore store)
    {
        var counts = await store.Database.ReadAsync(
            (unit, token) => unit.LoginHistory.FindCountsAsync([.. Enumerable.Range(0, 20).Select(number => $"s{number}")], token), Token);
        return [.. counts.Select(count => $"{count.Key} {count.Value.Failures}").Order(StringComparer.Ordinal)];
    }

    private static Task<DateTimeOffset?> FindAsync(TemporaryStore store, Id<User> user, string host) =>
        store.Database.ReadAsync((unit, token) => unit.LoginHistory.FindLastLoginAsync(user, host, token), Token);
}
