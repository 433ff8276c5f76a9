using ZenML.Core.Lookups;
using ZenML.Core.Querying;

namespace ZenML.Core.Users;

/// <summary>Where accounts are kept.</summary>
public interface IUserRepository : ILookupSource<User>
{
    /// <summary>The accounts of those ids that exist, in no order.</summary>
    Task<IReadOnlyList<User>> FindByIdsAsync(IReadOnlyCollection<Id<User>> ids, CancellationToken cancellationToken);

    /// <summary>One page of the accounts that fit.</summary>
    Task<Page<User>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);
}
