using ZenML.Core.Resources;

namespace ZenML.Core.Querying.Lookups;

/// <summary>The queries of <see cref="Lookup"/>. They cover everything that the caller can see, not only one page.</summary>
/// <typeparam name="TResource">The type of the resources.</typeparam>
public interface ILookupSource<TResource>
    where TResource : class, IResource
{
    /// <summary>Returns the resource with an id.</summary>
    Task<TResource?> FindByIdAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Returns the resources with a name, compared by ordinal.</summary>
    Task<IReadOnlyList<TResource>> FindByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Returns up to <paramref name="limit"/> resources whose id begins with these lower-case hexadecimal digits (no
    /// dashes), oldest first.
    /// </summary>
    Task<IReadOnlyList<TResource>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken);

    /// <summary>Returns up to <paramref name="limit"/> resources whose name begins with a text, oldest first.</summary>
    Task<IReadOnlyList<TResource>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken);
}
