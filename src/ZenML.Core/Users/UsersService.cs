using ZenML.Core.Errors;
using ZenML.Core.Lookups;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;

namespace ZenML.Core.Users;

/// <summary>Reads accounts of the store.</summary>
public sealed class UsersService(Caller caller, IDatabase database) : IUsersService
{
    /// <inheritdoc />
    public Task<User> GetCurrentAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async (unit, token) => await unit.Users.FindByIdAsync(caller.UserId.Value, token)
            ?? throw new ZenException(ErrorCode.NotFound, $"The account '{caller.Name}' no longer exists."),
        cancellationToken);

    /// <inheritdoc />
    public Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) => database.ReadAsync(
        (unit, token) => Lookup.FindAsync(unit.Users, "user", text, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, UserFields.All);
        return database.ReadAsync(async (unit, token) => (await unit.Users.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }
}
