using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Users;

/// <summary>Reads accounts.</summary>
public sealed class UsersService(Caller caller, ServiceDependencies dependencies) : IUsersService
{
    /// <inheritdoc />
    public Task<User> GetCurrentAsync(CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) => await unit.Users.FindByIdAsync(caller.UserId.Value, token)
            ?? throw new ZenException(ErrorCode.NotFound, $"The account '{caller.Name}' no longer exists."),
        cancellationToken);

    /// <inheritdoc />
    public Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) =>
        {
            await AccountLookup.EnsureMayNameAsync(unit, caller, text, "see the accounts of others", token);
            return await Lookup.FindAsync(unit.Users, "user", text, mode, token);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, UserFields.All);
        Id<User>? only = Permission.CanSeeAllUsers(caller) ? null : caller.UserId;
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Users.ListAsync(parsed, only, token)).EnsureInRange(), cancellationToken);
    }
}
