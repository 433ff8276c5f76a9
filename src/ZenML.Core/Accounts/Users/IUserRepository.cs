using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Users;

/// <summary>Stores accounts. As a lookup source it finds users; by full id, any account.</summary>
public interface IUserRepository : ILookupSource<User>
{
    /// <summary>The service accounts, for lookups.</summary>
    ILookupSource<User> ServiceAccounts { get; }

    /// <summary>Returns one page of the matching users.</summary>
    /// <param name="query">The query.</param>
    /// <param name="only">The only account to return; null for all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<User>> ListAsync(ResourceQuery query, Id<User>? only, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching service accounts.</summary>
    Task<Page<User>> ListServiceAccountsAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Returns the existing accounts with these ids, in no particular order.</summary>
    Task<IReadOnlyList<User>> FindByIdsAsync(IReadOnlyCollection<Id<User>> ids, CancellationToken cancellationToken);

    /// <summary>Returns the directory version, which increases with every change of an account or workspace.</summary>
    Task<long> ReadDirectoryVersionAsync(CancellationToken cancellationToken);

    /// <summary>Adds an account.</summary>
    Task AddAsync(User user, CancellationToken cancellationToken);

    /// <summary>Updates an account, except its id, kind and creation time.</summary>
    Task UpdateAsync(User user, CancellationToken cancellationToken);

    /// <summary>Deletes an account with its credentials, API keys, devices and deleted secrets.</summary>
    Task DeleteAsync(Id<User> id, CancellationToken cancellationToken);

    /// <summary>Returns the number of active administrators other than one account.</summary>
    Task<long> CountOtherAdminsAsync(Id<User> besides, CancellationToken cancellationToken);

    /// <summary>Returns the number of resources that an account owns, by kind. Omits deleted secrets, and kinds without any.</summary>
    Task<IReadOnlyList<(long Number, string Noun)>> CountOwnedAsync(Id<User> id, CancellationToken cancellationToken);
}
