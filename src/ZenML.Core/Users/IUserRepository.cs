using ZenML.Core.Lookups;
using ZenML.Core.Querying;

namespace ZenML.Core.Users;

/// <summary>Where accounts are kept.</summary>
public interface IUserRepository : ILookupSource<User>
{
    /// <summary>One page of the accounts that fit.</summary>
    Task<Page<User>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);
}
