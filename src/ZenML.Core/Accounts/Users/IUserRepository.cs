using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Text;

namespace ZenML.Core.Accounts.Users;

/// <summary>Where accounts are kept. As a lookup source it finds persons' accounts; by full id, any account.</summary>
public interface IUserRepository : ILookupSource<User>
{
    /// <summary>Finds service accounts only.</summary>
    ILookupSource<User> ServiceAccounts { get; }

    /// <summary>One page of the persons' accounts that fit.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="only">If given, only this account counts.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<Page<User>> ListAsync(ResourceQuery query, Id<User>? only, CancellationToken cancellationToken);

    /// <summary>One page of the service accounts that fit.</summary>
    Task<Page<User>> ListServiceAccountsAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>The accounts of those ids that exist, in no order.</summary>
    Task<IReadOnlyList<User>> FindByIdsAsync(IReadOnlyCollection<Id<User>> ids, CancellationToken cancellationToken);

    /// <summary>The version of the directory: it grows with each change of an account or a workspace.</summary>
    Task<long> ReadDirectoryVersionAsync(CancellationToken cancellationToken);

    /// <summary>Adds an account.</summary>
    Task AddAsync(User user, CancellationToken cancellationToken);

    /// <summary>Writes all of an account but its id, its kind and the time of its creation.</summary>
    Task UpdateAsync(User user, CancellationToken cancellationToken);

    /// <summary>Deletes an account with its credentials, API keys and devices.</summary>
    Task DeleteAsync(Id<User> id, CancellationToken cancellationToken);

    /// <summary>How many active administrators there are besides one account.</summary>
    Task<long> CountOtherAdminsAsync(Id<User> besides, CancellationToken cancellationToken);

    /// <summary>How much in the store belongs to an account, by the nouns for it. What it has none of is left out.</summary>
    Task<IReadOnlyList<(long Number, string Noun)>> CountOwnedAsync(Id<User> id, CancellationToken cancellationToken);
}
