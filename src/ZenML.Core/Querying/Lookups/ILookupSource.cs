using ZenML.Core.Resources;

namespace ZenML.Core.Querying.Lookups;

/// <summary>Answers the four questions from which <see cref="Lookup"/> finds one resource. Every answer covers all that the caller may see, never a page of it.</summary>
/// <typeparam name="TResource">The resource looked up.</typeparam>
public interface ILookupSource<TResource>
    where TResource : class, IResource
{
    /// <summary>The resource of exactly that id.</summary>
    Task<TResource?> FindByIdAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The resources of exactly that name, compared character by character.</summary>
    Task<IReadOnlyList<TResource>> FindByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>The resources whose id begins with these lower-case hexadecimal digits (no dashes), at most <paramref name="limit"/>, oldest first.</summary>
    Task<IReadOnlyList<TResource>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken);

    /// <summary>The resources whose name begins with exactly that text, at most <paramref name="limit"/>, oldest first.</summary>
    Task<IReadOnlyList<TResource>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken);
}
