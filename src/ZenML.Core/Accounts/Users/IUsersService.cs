using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Core.Accounts.Users;

/// <summary>What a caller can learn of accounts. Administrators see all; others only their own.</summary>
public interface IUsersService
{
    /// <summary>The caller's own account.</summary>
    Task<User> GetCurrentAsync(CancellationToken cancellationToken);

    /// <summary>The account that <paramref name="text"/> names; see <see cref="Lookup"/> for the rules.</summary>
    Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>One page of the accounts that fit, without service accounts.</summary>
    Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken);
}
