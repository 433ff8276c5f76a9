using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Stores.Sql.Querying;

/// <summary>A lookup over more than one table: one more query completes everything that was found.</summary>
internal sealed class CompletedLookup<TResource>(
    ILookupSource<TResource> inner, Func<IReadOnlyList<TResource>, CancellationToken, Task<IReadOnlyList<TResource>>> complete)
    : ILookupSource<TResource>
    where TResource : class, IResource
{
    public async Task<TResource?> FindByIdAsync(Guid id, CancellationToken cancellationToken) =>
        await inner.FindByIdAsync(id, cancellationToken) is { } found ? (await complete([found], cancellationToken))[0] : null;

    public async Task<IReadOnlyList<TResource>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        await complete(await inner.FindByNameAsync(name, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<TResource>> FindByIdPrefixAsync(
        string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        await complete(await inner.FindByIdPrefixAsync(hexadecimalPrefix, limit, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<TResource>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        await complete(await inner.FindByNamePrefixAsync(prefix, limit, cancellationToken), cancellationToken);
}
