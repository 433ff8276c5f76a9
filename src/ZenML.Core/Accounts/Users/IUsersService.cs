using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Core.Accounts.Users;

/// <summary>Reads accounts. Administrators see all accounts; others see only their own.</summary>
public interface IUsersService
{
    /// <summary>Returns the caller's own account.</summary>
    Task<User> GetCurrentAsync(CancellationToken cancellationToken);

    /// <summary>Finds an account by name, id or prefix, as <see cref="Lookup"/> describes.</summary>
    Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching users, without service accounts.</summary>
    Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken);
}
