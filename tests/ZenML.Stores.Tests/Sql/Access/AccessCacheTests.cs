using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Time;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Access;

public sealed class AccessCacheTests
{
    [Fact]
    public async Task Access_is_read_once_and_again_after_each_change_of_a_role()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var database = new CountedReads(store.Database);
        var logins = new LoginService(store.PartsOf(database), allowsEmptyPassword: false);
        var claims = TokenClaims.OfLogin(store.OtherCaller.UserId, generation: 0);

        Assert.Equal(Role.Editor, (await AuthenticateAsync()).Access.Everywhere);
        Assert.Equal(1, database.Reads);
        for (var request = 0; request < 10; request++)
        {
            Assert.Equal(Role.Editor, (await AuthenticateAsync()).Access.Everywhere);
        }

        Assert.Equal(1, database.Reads);

        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Access.SaveAsync(
                    new RoleBinding
                    {
                        Holder = AccessHolder.Of(store.OtherCaller.UserId),
                        Role = Role.Viewer,
                        Created = store.Clock.GetMicrosecondUtcNow(),
                    },
                    token);
                return true;
            },
            Token);
        Assert.Equal(Role.Viewer, (await AuthenticateAsync()).Access.Everywhere);
        Assert.Equal(2, database.Reads);

        Task<Caller> AuthenticateAsync() => logins.AuthenticateAsync(claims, address: null, Token);
    }

    [Fact]
    public void A_caller_without_a_given_access_can_do_nothing() =>
        Assert.Null(new Caller(default, "nobody", IsAdmin: true).Access.In(default));

    private sealed class CountedReads(IDatabase inner) : IDatabase
    {
        public int Reads { get; private set; }

        public Task<TResult> ReadAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        {
            Reads++;
            return inner.ReadAsync(work, cancellationToken);
        }

        public Task<TResult> ReadOneAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            inner.ReadOneAsync(work, cancellationToken);

        public Task<TResult> WriteAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            inner.WriteAsync(work, cancellationToken);
    }
}
