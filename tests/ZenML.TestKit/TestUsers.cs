using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;

namespace ZenML.TestKit;

/// <summary>Accounts for tests, without credentials.</summary>
public static class TestUsers
{
    /// <summary>Adds an account to the database.</summary>
    public static Task AddAsync(IDatabase store, User user) => store.WriteAsync(
        async (unit, token) =>
        {
            await unit.Users.AddAsync(user, token);
            await unit.Access.AddDefaultRoleAsync(user, Role.Editor, token);
            return user;
        },
        CancellationToken.None);
}
